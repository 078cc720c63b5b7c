"""A message read: what it names, what it wants, what it asks."""
