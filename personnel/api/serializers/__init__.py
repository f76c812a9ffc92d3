"""The shapes of the endpoints' answers, by noun."""
