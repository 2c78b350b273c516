"""The small parts that pages are made of, and a page that shows them all."""
