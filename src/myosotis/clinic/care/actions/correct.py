"""Who a client is, put right: a wrong number has sent her link to somebody else."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from myosotis.clinic.care.actions.links import make_link, revoke_links
from myosotis.clinic.care.actions.register import is_child, only_adults
from myosotis.clinic.care.actions.standing import restand
from myosotis.clinic.care.schedule import LINK_OPEN
from myosotis.clinic.notices.actions import forward_messages, may_be_asked, stop_messages_of, write_messages
from myosotis.clinic.people.models import Event


@transaction.atomic
def correct_client(*, client, by, at, **said) -> list:
    """`said`: name, born, phone, language. With another number every open link is closed; gives the new ones, which are sent."""
    client = client.clinic.clients.select_for_update().get(pk=client.pk)
    if is_child(said["born"], timezone.localdate(at)):
        raise ValidationError({"born": only_adults()})
    changed = [name for name, value in said.items() if getattr(client, name) != value]
    if not changed:
        return []
    for name in changed:
        setattr(client, name, said[name])
    client.save(update_fields=changed)
    Event.record("client.corrected", client, at=at, by=by)
    if "phone" in changed:
        return _links_anew(client, by, at)
    forward_messages(client=client)
    return []


def _links_anew(client, by, at) -> list:
    """Whoever had the old number had the old links, and what was sent there."""
    followed = client.clinic.treatments.filter(complaint__client=client, ended_at__gt=at - LINK_OPEN)
    made = []
    for login in client.login_links.filter(used_at=None, expires_at__gt=at):
        login.close(at)
    for treatment in followed.select_related("complaint__client", "clinic", "standing"):
        if not (treatment.standing.shut_at or treatment.links.filter(revoked_at=None).exists()):
            continue
        stop_messages_of(treatment)
        if may_be_asked(client):
            made.append(make_link(treatment=treatment, at=at, by=by))
            write_messages(link=made[-1], at=at)
        else:
            revoke_links(treatment=treatment, at=at, by=by)
        restand(treatment)
    return made
