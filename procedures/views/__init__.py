"""The catalogue for readers."""
