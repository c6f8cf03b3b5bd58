"""A text damaged on its way here, read right: what a word may have been, and which words follow each other."""
