"""What pages show, read from the floors below."""
