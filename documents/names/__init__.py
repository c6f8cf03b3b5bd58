"""What a document calls things: itself, other documents, offices and places."""
