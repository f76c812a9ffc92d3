"""What decides about stations without a door."""
