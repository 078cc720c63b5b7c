"""Text to mentions, linked entities, relations and facts; no database."""
