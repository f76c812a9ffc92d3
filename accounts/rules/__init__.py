"""What decides on this floor without a door: whose hands are one, who can act."""
