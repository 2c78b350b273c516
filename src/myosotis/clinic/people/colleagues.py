"""Who works in a clinic: its owner lets colleagues in, says what each may do, and shuts them out."""

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.people.models import Event, Therapist, User

PAGE = "words/colleagues_page"


def say(key: str, **filled) -> str:
    return wording.text(f"{PAGE}.{key}", **filled)


@transaction.atomic
def let_in(*, clinic, name, username, role, by, at) -> Therapist:
    """A login without a password; the link of `token_for` leads to the page on which one is chosen."""
    if User.objects.filter(username=username).exists():
        raise ValidationError({"username": say("taken")})
    made = Therapist.objects.create(clinic=clinic, user=User.objects.create_user(username=username), name=name, role=role)
    Event.record("colleague.let_in", made, at=at, by=by)
    return made


def token_for(colleague) -> str:
    """Works until a password has been chosen with it, three days at most (Django's PASSWORD_RESET_TIMEOUT). Nothing of it is stored."""
    return f"{colleague.user_id}-{default_token_generator.make_token(colleague.user)}"


def whose(token: str) -> Therapist | None:
    """The colleague that a token lets in, or None; from here on the clinic is named."""
    number, _, secret = token.partition("-")
    user = User.objects.filter(pk=int(number), is_active=True).first() if number.isascii() and number.isdigit() and len(number) < 10 else None
    return Therapist.signed_in(user) if user and default_token_generator.check_token(user, secret) else None


@transaction.atomic
def choose_password(*, colleague, password, at):
    colleague.user.set_password(password)
    colleague.user.save(update_fields=["password"])
    Event.record("colleague.password_chosen", colleague, at=at, by=colleague)


@transaction.atomic
def change_role(*, colleague, role, by, at):
    if role not in Therapist.Role.values:
        raise ValidationError(say("what_missing"))
    if role != Therapist.Role.owner:
        _keep_an_owner(colleague)
    colleague.role = role
    colleague.save(update_fields=["role"])
    Event.record(f"colleague.is_{role}", colleague, at=at, by=by)


@transaction.atomic
def shut_out(*, colleague, by, at):
    """At once and on every device; what was written stays with the name, and no message goes there any more."""
    _keep_an_owner(colleague)
    colleague.user.is_active = False
    colleague.user.save(update_fields=["is_active"])
    colleague.alert_to = ""
    colleague.save(update_fields=["alert_to"])
    Event.record("colleague.shut_out", colleague, at=at, by=by)


@transaction.atomic
def let_in_again(*, colleague, by, at):
    colleague.user.is_active = True
    colleague.user.save(update_fields=["is_active"])
    Event.record("colleague.let_in", colleague, at=at, by=by)


def _keep_an_owner(colleague):
    # Two owners who shut each other out at once wait for one another.
    others = colleague.clinic.therapists.select_for_update().filter(role=Therapist.Role.owner, user__is_active=True).exclude(pk=colleague.pk)
    if colleague.role == Therapist.Role.owner and not list(others):
        raise ValidationError(say("last_owner"))
