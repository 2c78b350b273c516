"""What was found of the new pains, together before the next treatment: each the old one, a new one, or one that spreads."""

from itertools import pairwise

from myosotis.clinic.care.presenters import moments, wording

PAGE = "words/map_page"


def found_in_words(localisation) -> list[str]:
    """Højre hånd: en ny. Empty where nothing was found."""
    if localisation is None:
        return []
    marks = wording.load_book().file("questions/intake")["old_or_new"]["options"]
    return [f"{wording.first_letter(wording.site(site))}: {marks[mark][wording.language()]}" for site, mark in localisation.marks.items()]


def found_by(localisation, name="found_since") -> str:
    """Of which answers, when and by whom."""
    return wording.text(f"{PAGE}.{name}", when=moments.short(localisation.made_at), who=localisation.by.name)


def found_after(treatments) -> dict:
    """Treatment → what was found of the answers after it, before the next one of the complaint."""
    ordered = sorted(treatments, key=lambda treatment: treatment.ended_at)
    found = {earlier.pk: getattr(later, "localisation", None) for earlier, later in pairwise(ordered)}
    return {pk: localisation for pk, localisation in found.items() if localisation}
