"""People, their certificates, posts and courses."""
