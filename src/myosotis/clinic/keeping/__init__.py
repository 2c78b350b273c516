"""Keeping what is stored: a log that shows if it was touched, copies that can be put back."""
