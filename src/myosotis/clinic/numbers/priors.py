"""What was thought before the clinic's own treatments: how often any reaction is expected, as Beta(a, b), and where that comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

from myosotis.clinic.care.presenters import wording
from myosotis.knowledge import load_book

PAGE = "advice/numbers"
# Fewer reactions than the first time are known of later ones (clinical.md 1.3).
LATER = {"trigger_point": "trigger_point_later"}


@dataclass(frozen=True)
class Prior:
    name: str
    a: float
    b: float
    label: str = ""
    source: str = ""
    evidence: str = ""

    @property
    def weight(self) -> float:
        """It counts as much as so many treatments."""
        return self.a + self.b

    @property
    def mean(self) -> float:
        return self.a / self.weight

    @property
    def words(self) -> str:
        filled = {"a": _number(self.a), "b": _number(self.b), "mean": round(100 * self.mean), "weight": _number(self.weight)}
        return wording.text(f"{PAGE}.prior", **filled)


@dataclass(frozen=True)
class Priors:
    known: dict[str, Prior]

    def of(self, kind: str, *, is_first: bool) -> Prior:
        """A kind that nobody has a number for counts as mixed."""
        name = kind if is_first else LATER.get(kind, kind)
        return self.known.get(name, self.known["mixed"])


def priors() -> Priors:
    lang, entries = wording.language(), load_book().file(PAGE)["priors"]
    return Priors({
        name: Prior(name, entry["a"], entry["b"], wording.first_letter(entry["label"][lang]), entry["source"][lang], entry.get("evidence", ""))
        for name, entry in entries.items()
    })  # fmt: skip


def mixed(found: Sequence[Prior]) -> Prior:
    """Of a group of several kinds: each treatment brings its own prior, and together they weigh as much as one."""
    if len({each.name for each in found}) == 1:
        return found[0]
    return Prior("", *(sum(getattr(each, part) for each in found) / len(found) for part in ("a", "b")))


def _number(value: float) -> str:
    said = f"{value:g}"
    return said.replace(".", ",") if wording.language() == "da" else said
