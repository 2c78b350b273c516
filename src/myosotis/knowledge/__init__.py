"""The book: every number, rule and sentence of the product, as data that can be read without knowing Python."""

from myosotis.knowledge.load import load_book
from myosotis.knowledge.model import Book, KnowledgeError, Rule, Step

__all__ = ["Book", "KnowledgeError", "Rule", "Step", "load_book"]
