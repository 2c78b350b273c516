"""The maps of one treatment: before, treated, and each answer; on the page, on paper and as a file."""
