"""What a message asks: typed text read, names of plans, what is asked for and of whom."""
