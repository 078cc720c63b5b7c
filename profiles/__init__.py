"""Events to features, segments and profiles; no database."""
