"""Stations: how they are built, against which model, and the agencies that run them."""
