"""A language model at the side: it words what was found and is held to the same citations."""
