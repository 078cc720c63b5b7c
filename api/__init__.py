"""Starlette application and Strawberry schema."""
