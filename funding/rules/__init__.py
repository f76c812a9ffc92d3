"""What decides about money without a door."""
