"""The demo's own data and the simulator of its shoppers."""
