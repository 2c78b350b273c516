"""Reading the book: YAML files → one checked Book. A wrong card is refused with file, place and what would be right."""

import hashlib
import json
from collections.abc import Hashable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml

from myosotis.knowledge.build import build
from myosotis.knowledge.faults import Faults
from myosotis.knowledge.model import Book, KnowledgeError

_Safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What cards of other files are read by: where one of these cannot be, every card would be told of for what is not its fault.
_RESTED_ON = ("limits", "measures/", "statements/")


class _StrictLoader(_Safe):
    """Safe YAML that refuses a key written twice: the second would win in silence."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise KnowledgeError(f"line {key_node.start_mark.line + 1}: a list or a mapping is no name")
            if key in seen:
                raise KnowledgeError(f"line {key_node.start_mark.line + 1}: {key!r} stands twice")
            seen.add(key)
        return super().construct_mapping(node, deep)


def book_folder() -> Path:
    return Path(str(files("myosotis.knowledge").joinpath("book")))


def read_folder(folder: Path, faults: Faults | None = None) -> dict[str, object]:
    """Every YAML file below `folder`, by its path, as plain values."""
    faults = faults or Faults()
    raw = {}
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        with faults.of(name):
            try:
                content = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506
                raw[name] = json.loads(json.dumps(content, default=str))
            except (yaml.YAMLError, KnowledgeError, UnicodeDecodeError, OSError) as error:
                raise KnowledgeError(f"{name}: {' '.join(str(error).split())}") from None
    if not raw and not faults.noted:
        raise KnowledgeError(f"no cards were found in {folder.name}/; give a folder that holds a book")
    return raw


def all_faults(folder: Path | None = None) -> tuple[Book | None, list[str]]:
    """The book as far as it can be read, and every card that cannot. None where what all cards rest on cannot be read."""
    faults = Faults([])
    try:
        raw = read_folder(folder or book_folder(), faults)
        if any(fault.startswith(_RESTED_ON) for fault in faults.noted):
            return None, faults.noted
        return build(raw, {}, version_of(raw, {}), faults), faults.noted
    except KnowledgeError as error:
        return None, [*faults.noted, str(error)]


def version_of(raw: Mapping, overrides: Mapping[str, float]) -> str:
    """Twelve letters that change when any card, number, sentence or clinic's limit changes."""
    content = json.dumps([raw, dict(overrides)], sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(content).hexdigest()[:12]


def make_book(raw: Mapping, overrides: Mapping[str, float] | None = None) -> Book:
    overrides = dict(overrides or {})
    return build(raw, overrides, version_of(raw, overrides))


@lru_cache(maxsize=8)
def load_book(folder: Path | None = None) -> Book:
    """The book of this installation, or the one in `folder`; read once a process."""
    return make_book(read_folder(folder or book_folder()))


def from_json(content: Mapping) -> Book:
    """A book stored by `Book.as_json`, for judging an old answer with its own version."""
    book = make_book(content["raw"], content.get("overrides"))
    if content.get("version") not in (None, book.version):
        raise KnowledgeError(f"the stored book calls itself {content['version']} but its cards are {book.version}")
    return book
