"""How fast a population is judged: against other engines on the same work, and as check-ins and cards grow in number."""
