"""Many at once: a made-up population, every check-in of a registry judged again, and two books compared over both."""
