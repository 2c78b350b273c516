"""While a treatment goes on: large buttons that the client presses herself, and what the therapist has written so far."""
