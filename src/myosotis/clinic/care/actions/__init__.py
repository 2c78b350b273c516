"""What happens to a client. Each is one transaction that says who did it and when."""

from myosotis.clinic.care.actions.acknowledge import acknowledge, acknowledge_all_calm
from myosotis.clinic.care.actions.answer import level_now, receive_checkin
from myosotis.clinic.care.actions.links import make_link, revoke_links
from myosotis.clinic.care.actions.register import add_complaint, add_treatment, register_client

__all__ = [
    "acknowledge",
    "acknowledge_all_calm",
    "add_complaint",
    "add_treatment",
    "level_now",
    "make_link",
    "receive_checkin",
    "register_client",
    "revoke_links",
]
