"""Records from files and feeds, cleaned; no database."""
