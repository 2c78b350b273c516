"""Before a treatment: what the client says of illness and of how it is today, on her own phone or the clinic's tablet."""
