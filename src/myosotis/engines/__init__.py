"""How sentences are run: plain for one course, frame for a population. Both must always agree."""
