"""The clinic's own numbers: how often there was a reaction, who answered, how urgent it was, and who agreed. Never a ranking of people."""
