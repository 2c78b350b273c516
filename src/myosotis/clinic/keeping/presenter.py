"""What a client said to being asked, for whoever treats her: when, in which words, and what can be noted now."""

from django.utils import formats, timezone

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.keeping.word import standing_no, standing_yes

PAGE = "advice/keeping"


def say(key: str, **filled) -> str:
    return wording.text(f"{PAGE}.{key}", **filled)


def texts() -> dict[str, str]:
    return wording.texts(PAGE)


def day(of) -> str:
    """With its year: what is said here counts for years."""
    return formats.date_format(of, "j. F Y" if wording.language() == "da" else "j F Y")


class ConsentPresenter:
    def __init__(self, client):
        self.client, self.yes, self.no = client, standing_yes(client), standing_no(client)

    @property
    def said_yes(self) -> str:
        return say("said_yes", date=day(timezone.localtime(self.yes.made_at))) if self.yes else ""

    @property
    def words(self) -> str:
        """The words that she said yes to, as they were then."""
        return self.yes.words if self.yes else ""

    @property
    def version(self) -> str:
        return say("words_of", who=self.yes.by.name, version=self.yes.book_version) if self.yes else ""

    @property
    def missing(self) -> str:
        """Why nothing is sent to her; empty where she has said yes, or could not be reached anyway."""
        if self.no:
            return wording.text("advice/mine.client_withdrew", time=moments.day_and_time(self.no.made_at))
        return say("no_consent") if self.client.phone and not self.yes else ""

    @property
    def to_note(self) -> dict | None:
        """The words to read to her, where a yes can be noted."""
        if self.yes or not self.client.phone or self.client.set_aside_at:
            return None
        from myosotis.clinic.keeping.actions import consent_words

        return {"lead": say("read_aloud"), "words": consent_words(self.client.clinic), "tick": say("consent_tick")}
