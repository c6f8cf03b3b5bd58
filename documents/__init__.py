"""A plan file in, a `Plan` out: a tree of provisions, each with its exact place in the source."""
