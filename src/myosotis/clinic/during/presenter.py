"""What she pressed, in words: with its time on the client's page and in letters, as part of a dose where doses are shown."""

from myosotis.clinic.care.presenters import moments, wording

PAGE = "advice/during"


def say(name: str, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


def texts() -> dict[str, str]:
    return wording.texts(PAGE)


def signals_of(treatment) -> list:
    """Every press of a recorded treatment, in order."""
    found = [signal for kept in treatment.kept_sittings.all() for signal in kept.sitting.signals.all()]
    return sorted(found, key=lambda signal: signal.pressed_at)


def pressed(signals) -> str:
    """klienten trykkede selv kl. 14.12 "Det er for hårdt", kl. 14.20 "Stop"; empty where nothing was pressed."""
    words = ", ".join(say("at", time=moments.clock(each.pressed_at), what=say(each.what)) for each in signals)
    return say("pressed", what=words) if words else ""


def said_during(treatment) -> str:
    """One line for a treatment; empty where nothing was pressed."""
    return pressed(signals_of(treatment))


def said_too_hard(treatment) -> str:
    """What speaks for a gentler dose, beside the dose itself; empty where she said nothing of the kind."""
    return pressed(each for each in signals_of(treatment) if each.asks_for_gentler)
