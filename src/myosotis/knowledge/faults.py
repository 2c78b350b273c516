"""What is wrong with a book: the first fault refuses it, and whoever looks after the cards is told all of them at once."""

from contextlib import contextmanager

from myosotis.knowledge.model import KnowledgeError

# What a card raises whose parts are of another kind than they must be: a list for a name, a word for a number.
_ODD = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)


class Faults:
    """Without a list the first fault is raised. With one each is noted, and its card is left out."""

    def __init__(self, noted: list[str] | None = None):
        self.noted = noted
        self.left_out: set[str] = set()

    @contextmanager
    def of(self, file: str, name: str = ""):
        """Around the reading of one card, `name` being what others call it."""
        try:
            yield
        except KnowledgeError as error:
            self._note(error, name)
        except _ODD as error:
            what = " ".join(str(error).split())
            self._note(KnowledgeError(f"{file}: is not written as it must be ({type(error).__name__}: {what})"), name)

    def _note(self, error: KnowledgeError, name: str) -> None:
        if self.noted is None:
            raise error from None
        follows = any(f"is called {other!r}" in str(error) for other in self.left_out)
        if not follows and str(error) not in self.noted:
            self.noted.append(str(error))
        self.left_out.add(name)
