"""A topic and an audience in, a document for a trainer out."""
