"""The monthly return: its figures, its paper and the board of who has sent it."""
