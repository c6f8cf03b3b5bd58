"""Gold files in, figures out."""
