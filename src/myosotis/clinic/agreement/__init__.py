"""What client and therapist agree on for one treatment: as a page, on paper and in a calendar."""
