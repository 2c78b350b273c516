"""Many at once: a made-up population, every check-in of a registry judged again, and two books compared over both."""

import os

# Polars takes and gives back columns of a megabyte by the thousand. Kept for the next, rather than given back to the
# system each time, they cost a fifth less CPU; memory never falls, but it does not rise above its peak either.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:-1,muzzy_decay_ms:-1")
