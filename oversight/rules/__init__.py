"""What is listed and for whom, without a door."""
