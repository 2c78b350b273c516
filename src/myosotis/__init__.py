"""Myosotis: what is normal after a trigger-point treatment, what is not, and who should act."""

__version__ = "0.1.0"
