"""A question and what was said before in, an `Answer` of cited statements out."""
