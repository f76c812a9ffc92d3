"""The lists, by noun; page and file show the same columns."""
