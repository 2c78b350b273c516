"""What pages show: words, moments and lines, made from what is stored. No page asks the book itself."""
