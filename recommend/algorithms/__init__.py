"""Algorithms that can be chosen by name, each behind one interface."""
