"""What only the demo may show: its login, and where everything is."""

from django.urls import reverse

from myosotis.clinic.care.models import AnswerLink

USERNAME = "demo"
# No secret: it opens invented people on this machine, and `serve` refuses the demo's database.
PASSWORD = "forglemmigej-demo"  # noqa: S105
DEMO_CLIENT = "Mette Holm"


def demo_login():
    return {"username": USERNAME, "password": PASSWORD}


def demo_addresses():
    """The three places of the demo."""
    link = AnswerLink.newest_open_of(DEMO_CLIENT)
    return {
        "worklist": reverse("worklist"),
        "checkin": reverse("checkin", args=[link.token]) if link else None,
        "client": DEMO_CLIENT,
        "outbox": reverse("outbox"),
        **demo_login(),
    }
