"""What every page of questions about one check-in has, and what was answered last time."""

from django import forms

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.draft import Draft


class StepForm(forms.Form):
    """A page of questions about one draft."""

    none_button = ""
    # Says on its button that the answers of last time are sent again; empty where there are none, or they may not be.
    same_button = ""

    def __init__(self, *args, draft: Draft, link, **kwargs):
        super().__init__(*args, **kwargs)
        self.draft, self.link = draft, link
        self.build()

    def build(self):
        raise NotImplementedError

    def clean(self):
        """Kept in the session as plain values."""
        return super().clean()

    @classmethod
    def as_last_time(cls, link) -> dict | None:
        """What she answered here last time, for those pages that may be answered so. Danger and pain never are."""
        return None

    def offer_last_time(self, words="words/bodymap.buttons.as_last"):
        if self.as_last_time(self.link):
            first = not link_has_answers(self.link)
            self.same_button = wording.text("advice/gate.same_as_before" if first else words)


def link_has_answers(link) -> bool:
    return link.treatment.checkins.filter(by_her=True).exists()


def last_answers(link) -> dict:
    """What she answered last; the first time, how it was before the treatment, which is the old pain by its own word."""
    last = link.treatment.checkins.filter(by_her=True).order_by("hours", "made_at").last()
    before = getattr(link.treatment, "baseline", None)
    if last is None and before is not None:
        return {"qualities": before.qualities, "quality_kind": "same", "sites": before.sites}
    return last.answers if last else {}
