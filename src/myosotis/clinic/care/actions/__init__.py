"""What happens to a client. Each is one transaction that says who did it and when."""

from myosotis.clinic.care.actions.acknowledge import acknowledge, acknowledge_all_calm, check_acknowledgement, is_case
from myosotis.clinic.care.actions.answer import level_now, may_be_corrected, receive_checkin, say_it_is_her, told_now
from myosotis.clinic.care.actions.left_off import go_on, is_still_there, leave_for_now, take_what_was_left
from myosotis.clinic.care.actions.links import (
    MOST_BIRTHDAYS,
    fits_birthday,
    is_her_birthday,
    make_link,
    renew_link,
    revoke_links,
    shut_links,
    tries_left,
)
from myosotis.clinic.care.actions.register import add_complaint, add_treatment, register_client
from myosotis.clinic.care.actions.standing import follow_up

__all__ = [
    "MOST_BIRTHDAYS",
    "acknowledge",
    "acknowledge_all_calm",
    "add_complaint",
    "add_treatment",
    "check_acknowledgement",
    "fits_birthday",
    "follow_up",
    "go_on",
    "is_case",
    "is_her_birthday",
    "is_still_there",
    "leave_for_now",
    "level_now",
    "make_link",
    "may_be_corrected",
    "receive_checkin",
    "register_client",
    "renew_link",
    "revoke_links",
    "say_it_is_her",
    "shut_links",
    "take_what_was_left",
    "told_now",
    "tries_left",
]
