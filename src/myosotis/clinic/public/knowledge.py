"""The knowledge pages: what both sources say, section by section, each with what it rests on and how sure that is."""

from dataclasses import dataclass
from datetime import date

from django.utils import formats

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.presence.models import LinkSlot
from myosotis.clinic.public.sources import weakest
from myosotis.knowledge import load_book

FILES = ("knowledge_pages/myoses", "knowledge_pages/reactions", "knowledge_pages/service")


@dataclass(frozen=True)
class Section:
    heading: str
    text: str
    items: list[str]
    ids: str
    sureness: str
    added: str


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    # The clinic's own words.
    text: str = ""


class KnowledgePage:
    def __init__(self, slug: str, content):
        self.slug, self._content = slug, content
        self.title = content["title"][wording.language()]

    @property
    def sections(self) -> list[Section]:
        return [_section(raw) for raw in self._content["sections"] if raw.get("audience") != "therapist"]

    @property
    def source(self):
        name = self._content.get("source")
        return Source(name) if name else None

    @property
    def links(self) -> list[Link]:
        """Pages that the sources point to. One with neither address nor text is not shown: nothing is made up for it."""
        slots, own, found = load_book().file("sources")["links"], LinkSlot.own(), []
        for name in self._content.get("links", ()):
            hers = own.get(name)
            link = Link(slots[name][wording.language()], (hers and hers.url) or slots[name]["url"], hers.text if hers else "")
            if link.url or link.text:
                found.append(link)
        return found


class Source:
    def __init__(self, name: str):
        self.name, raw, lang = name, load_book().file("sources")[name], wording.language()
        self.title, self.what, self.missing = raw["title"][lang], raw["what"][lang], raw["missing"][lang]
        revised = raw["revised"] and date.fromisoformat(str(raw["revised"]))
        written = formats.date_format(revised, "j. F Y" if lang == "da" else "j F Y") if revised else ""
        self.dated = (
            wording.text("advice/selfcheck.source_dated", date=written)
            if written
            else wording.text("advice/selfcheck.source_undated")
        )


def _section(raw) -> Section:
    lang = wording.language()
    ids = [*raw.get("because", ()), *(i for item in raw.get("list", ()) for i in item.get("because", ()))]
    tags = {raw.get("tag"), raw.get("heading", {}).get("tag"), *(item.get("tag") for item in raw.get("list", ()))}
    return Section(
        heading=raw.get("heading", {}).get(lang, ""),
        text=raw.get(lang, ""),
        items=[item[lang] for item in raw.get("list", ())],
        ids=", ".join(dict.fromkeys(ids)),
        sureness=weakest(ids),
        added=" ".join(wording.text(f"words/certainties.tags.{tag}") for tag in ("R", "X") if tag in tags),
    )


def all_pages() -> dict[str, KnowledgePage]:
    """Every page for clients, in the order of the sources."""
    raw = {slug: content for file in FILES for slug, content in load_book().file(file).items()}
    kept = {slug: content for slug, content in raw.items() if content.get("audience") != "therapist"}
    return {slug: KnowledgePage(slug, kept[slug]) for slug in sorted(kept, key=lambda slug: kept[slug]["order"])}


def by_source() -> list[tuple[str, list[KnowledgePage]]]:
    """The pages under the title of their source; our own last."""
    grouped: dict[str, list[KnowledgePage]] = {}
    for page in all_pages().values():
        heading = page.source.title if page.source else wording.text("advice/selfcheck.our_own")
        grouped.setdefault(heading, []).append(page)
    return list(grouped.items())
