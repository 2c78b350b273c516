"""Her pain by place: how it goes where it hurt before, apart from other places. Numbers of two places are never compared."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from myosotis.body.places import Place
from myosotis.body.sites import Site


class Felt(NamedTuple):
    """None where nothing was said of it."""

    here: int | None
    elsewhere: int | None = None

    @property
    def number(self) -> int | None:
        """What is drawn: the place itself, or the others where only they hurt."""
        return self.elsewhere if self.here is None else self.here

    @property
    def is_elsewhere(self) -> bool:
        return self.here is None and self.elsewhere is not None


def felt_at(pain: int | None, own: Mapping[Place, int | None], places: Collection[Place], before: Collection[Site]) -> Felt:
    """`own` are the numbers of single places. One number for all of them is the old place's, where that is among them."""
    others = [place for place in places if place.site not in before]
    if not pain or not before or not others:
        return Felt(pain)
    old = [place for place in places if place.site in before]
    if not old:
        return Felt(None, pain)
    if not set(old) & set(own):
        return Felt(pain)
    return Felt(_worst(old, own, pain), _worst(others, own, pain))


def _worst(places, own, pain) -> int:
    return max(pain if own.get(place) is None else own[place] for place in places)
