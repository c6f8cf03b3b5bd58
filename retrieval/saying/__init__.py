"""What was found, said: short answer, clauses, tables, what to watch."""
