"""What is sent out of the house: an outbox, one worker, and never a word about health."""
