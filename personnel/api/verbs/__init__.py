"""The verbs of the endpoints and their bodies, by noun."""
