"""What decides about services without a door."""
