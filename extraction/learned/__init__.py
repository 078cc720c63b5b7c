"""The learned recogniser: an encoder with a tagging head, trained, kept in a folder, and asked for spans."""
