"""What a plan holds for a question: facts, criteria, dates, sections, sentences; or its silence."""
