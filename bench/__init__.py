"""Benchmarks against peers, each a command."""
