"""Pages of signing in. The library does the work; the words and the look are ours."""

import json

from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from myosotis.clinic.care.presenters import moments
from myosotis.clinic.entry.codes import codes_left, demo_code
from myosotis.clinic.entry.noted import note_refused
from myosotis.clinic.entry.session import SECOND_FACTOR
from myosotis.clinic.notices.actions import write_entry_notice
from myosotis.clinic.people.demo_door import demo_login
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.models import Event
from myosotis.clinic.presence.forms import AlertForm, say
from myosotis.clinic.worklist.qr import qr_svg

FEW_CODES = 4
DEVICES = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Macintosh": "Mac", "Linux": "Linux"}


class Login(LoginView):
    template_name = "people/login.html"

    def get_context_data(self, **kwargs):
        page = super().get_context_data(**kwargs)
        return page | {"demo_login": demo_login() if settings.DEMO else None, "next": self.request.GET.get("next", "")}


class Code(AuthenticateView):
    template_name = "entry/code.html"

    def get_context_data(self, **kwargs):
        page, user = super().get_context_data(**kwargs), self.stage.login.user
        options = _as_words(page["js_data"]["request_options"]) if _passkeys(user) else ""
        return page | {"demo_code": demo_code(user) if settings.DEMO else "", "options": options}

    def form_valid(self, form):
        response = super().form_valid(form)
        # Said where she comes in: her own page is seldom opened, and without codes a lost phone shuts her out.
        if codes_left(self.request.user) < FEW_CODES:
            messages.warning(self.request, _("Few recovery codes are left, or none. Make new ones on your own page, under “You”."))
        return response

    def form_invalid(self, form):
        note_refused("code.refused", self.stage.login.user, self.request.at)
        return super().form_invalid(form)


class Again(ReauthenticateView):
    template_name = "entry/again.html"


class CodeAgain(CodeAgainView):
    template_name = "entry/code.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"demo_code": demo_code(self.request.user) if settings.DEMO else ""}


class PasskeyAgain(ReauthenticateWebAuthnView):
    template_name = "entry/passkey_again.html"

    def get_context_data(self, **kwargs):
        page = super().get_context_data(**kwargs)
        return page | {"options": _as_words(page["js_data"]["request_options"])}


class NewPhone(ActivateTOTPView):
    template_name = "entry/new_phone.html"

    def get_context_data(self, **kwargs):
        page = super().get_context_data(**kwargs)
        return page | {"qr": qr_svg(page["totp_url"])}

    def form_valid(self, form):
        response = super().form_valid(form)
        # Whoever has just shown a code of the new phone has shown the second factor.
        self.request.session[SECOND_FACTOR] = True
        _note(self.request, "second_factor.added")
        return response


class RemovePhone(DeactivateTOTPView):
    template_name = "entry/remove_phone.html"

    def form_valid(self, form):
        response = super().form_valid(form)
        self.request.session[SECOND_FACTOR] = False
        _note(self.request, "second_factor.removed")
        return response


class NewPasskey(AddWebAuthnView):
    template_name = "entry/new_passkey.html"

    def get_context_data(self, **kwargs):
        page = super().get_context_data(**kwargs)
        return page | {"options": _as_words(page["js_data"]["creation_options"]), "device": _device(self.request.headers.get("User-Agent", ""))}

    def form_valid(self, form):
        response = super().form_valid(form)
        # Whoever has just shown her finger or key has shown the second factor.
        self.request.session[SECOND_FACTOR] = True
        _note(self.request, "second_factor.added")
        return response


class RemovePasskey(RemoveWebAuthnView):
    template_name = "entry/remove_passkey.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form):
        response = super().form_valid(form)
        _note(self.request, "second_factor.removed")
        return response


def _passkeys(user) -> list:
    return list(user.authenticator_set.filter(type="webauthn").order_by("created_at"))


def _as_words(options) -> str:
    """For an attribute of a button: no page has a script inside."""
    return json.dumps(options, default=dict)


def _device(agent: str) -> str:
    return next((name for sign, name in DEVICES.items() if sign in agent), "–")


class RecoveryCodes(ViewRecoveryCodesView):
    template_name = "entry/recovery_codes.html"


class NewRecoveryCodes(GenerateRecoveryCodesView):
    template_name = "entry/new_recovery_codes.html"

    def form_valid(self, form):
        response = super().form_valid(form)
        _note(self.request, "recovery_codes.made")
        return response


def _note(request, what):
    if request.therapist:
        Event.record(what, request.therapist, at=request.at, by=request.therapist)
        write_entry_notice(therapist=request.therapist, at=request.at)


def _alive(user) -> list:
    """Her sessions that still open something; the others are forgotten."""
    return [each for each in user.usersession_set.order_by("created_at") if not each.purge()]


@in_clinic
@require_GET
def me(request):
    """Who she is here, her second factor, and the devices on which she is signed in."""
    devices = [
        {
            "device": _device(each.user_agent),
            "since": moments.day_and_time(each.created_at),
            "is_this": each.session_key == request.session.session_key,
        }
        for each in _alive(request.user)
    ]
    passkeys = [{"pk": each.pk, "name": each.wrap().name, "since": moments.day_and_time(each.created_at)} for each in _passkeys(request.user)]
    left = codes_left(request.user)
    alert = {"title": say("alert"), "words": say("alert_words"), "save": say("save"), "form": AlertForm(initial={"address": request.therapist.alert_to})}
    return render(request, "entry/me.html", {"devices": devices, "passkeys": passkeys, "codes_left": left, "few": left < FEW_CODES, "alert": alert})


@in_clinic
@require_POST
def end_others(request):
    """Every other device is signed out at once, at the server."""
    for each in _alive(request.user):
        if each.session_key != request.session.session_key:
            each.end()
    Event.record("devices.ended", request.therapist, at=request.at, by=request.therapist)
    return redirect("mfa_index")


@require_POST
def leave(request):
    """Signed out, and the browser is told to forget what it keeps of us."""
    logout(request)
    response = redirect("welcome")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


