"""Recalls: each turns one kind of evidence into scores of products."""
