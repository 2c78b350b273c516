"""Clients, their complaints and treatments, what they answered, and how it was judged."""
