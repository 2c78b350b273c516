"""The therapist's day: who must be called first, who was treated, and what they answered."""
