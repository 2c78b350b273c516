"""Trigger points in words: where each was, and how bad."""

from collections import Counter

from myosotis.clinic.care.presenters import wording

SEVERITIES = (1, 2, 3)


def severity_words(severity: int) -> str:
    return wording.label("severities", str(severity))


def points_in_words(points) -> str:
    """venstre skulder: 2 × meget slemt, slemt; nakken: lidt slemt. The worst of a place stands first."""
    places = {}
    for point in points:
        places.setdefault(point["site"], Counter())[point["severity"]] += 1
    said = []
    for site, counted in places.items():
        found = (f"{count} × {severity_words(severity)}" if count > 1 else severity_words(severity) for severity, count in sorted(counted.items(), reverse=True))
        said.append(f"{wording.site(site)}: {', '.join(found)}")
    return "; ".join(said)
