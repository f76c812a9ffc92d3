"""The addresses of imports and of what was changed."""
