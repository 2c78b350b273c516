"""Exercises that a named therapist chose from the library for a complaint, and what the client wrote when she did them."""
