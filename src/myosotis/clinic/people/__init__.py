"""Who is in the clinic, and the door that all client data passes through."""
