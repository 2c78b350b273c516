"""Where on the body: regions, sides, what is near what. Pure geometry in words, no drawing."""
