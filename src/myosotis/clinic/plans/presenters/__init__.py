"""What the pages of plans show, in the words of the book."""
