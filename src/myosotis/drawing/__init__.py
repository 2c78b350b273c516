"""Drawings for page, print and PDF: SVG made by hand, without scripts and without styles in the elements."""
