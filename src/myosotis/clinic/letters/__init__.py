"""What leaves the clinic on paper or as a file: a letter to a doctor, a page before a visit, a client's file, the clinic's tables."""
