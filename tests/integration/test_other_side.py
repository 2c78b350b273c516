"""The other side is asked about once: at the drawing, or on a page of its own; never for a side that hurt before."""

from types import SimpleNamespace

import pytest

from myosotis.clinic.checkin.draft import Draft

pytestmark = pytest.mark.either_database


def draft(**places):
    return Draft("link", "key", 0.0, True, {"pain": {"pain": 4}, "places": places})


def before(*sites):
    return SimpleNamespace(sites=list(sites))


@pytest.mark.parametrize(
    ("then", "now", "asked"),
    [
        (["shoulder:left"], ["shoulder:right"], ("shoulder:left", "shoulder:right")),
        (["shoulder:left"], ["shoulder:left", "shoulder:right"], ("shoulder:left", "shoulder:right")),
        (["B.trap_upper.L"], ["B.trap_upper.R"], ("B.trap_upper.L", "B.trap_upper.R")),
        (["shoulder:left", "shoulder:right"], ["shoulder:right"], None),
        (["shoulder:left"], ["shoulder:left"], None),
        (["lower_back:mid"], ["lower_back:mid"], None),
    ],
)
def test_it_is_asked_whenever_a_side_hurts_that_did_not(then, now, asked):
    assert draft(sites=now).mirrored_site(before(*then)) == asked


def test_sure_at_the_drawing_is_sure():
    assert draft(sites=["shoulder:right"], side_confirmed=True).answers()["sites_confirmed"] is True


def test_not_asked_is_not_sure():
    assert "sites_confirmed" not in draft(sites=["shoulder:right"], side_confirmed=False).answers()
