"""The clinic: the Django project that therapists and clients meet. Nothing below it knows Django."""
