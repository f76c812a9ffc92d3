"""The registry: one definition of one number, for every page, file and endpoint that shows it."""
