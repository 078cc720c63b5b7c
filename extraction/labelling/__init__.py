"""A round of labelling: the least certain texts go to a labelling tool, what people marked there comes back."""
