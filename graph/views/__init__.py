"""Rows that readers of the graph get: plain frozen data, no driver, no Cypher."""
