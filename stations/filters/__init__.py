"""Which rows are asked for, by noun; pages and API share them."""
