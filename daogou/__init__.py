"""The composition root: settings, command line, pipeline."""
