"""The monthly return: what it asks, its figures, its paper and the board of who has sent it."""
