"""Records become rows: the rooms joined, one module a kind of input."""
