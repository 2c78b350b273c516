"""What cannot be undone, and what takes everything along, asks again who is sitting there."""

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode


def asked_again(request, back: str):
    """The way to her password or code, and then to `back`; None where she has just shown one."""
    if not is_reauthentication_required(request, app="account"):
        return None
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")
