"""Understanding, dialogue state and answers; handed a reader, never the database."""
