"""Signing in: a password, then a code from the therapist's phone; her devices, and the codes for a lost phone."""
