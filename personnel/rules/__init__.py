"""What decides about people without a door."""
