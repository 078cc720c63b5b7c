"""Recall, ranking, rules and reasons; handed a reader, never the database."""
