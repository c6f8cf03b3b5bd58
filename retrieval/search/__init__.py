"""The sentences of the library and how near each is to a question."""
