"""A labelling round: the least certain texts go out to Label Studio or doccano, and come back corrected."""
