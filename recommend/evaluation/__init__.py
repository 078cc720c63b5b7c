"""How well algorithms recommend: splits, metrics, significance."""
