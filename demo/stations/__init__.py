"""Stations, their agencies and what they built."""
