"""A small recipe book."""
