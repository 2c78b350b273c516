"""The client's phone: one question at a time, danger first, the answer at once."""
