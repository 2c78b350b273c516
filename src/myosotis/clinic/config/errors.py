"""Pages for when something is wrong: what happened, what to do, and whom to ring if it hurries."""

from django.shortcuts import render

from myosotis.clinic.care.presenters import wording


def _page(request, status):
    return render(request, "error.html", {"status": status, "phones": wording.phones(None)}, status=status)


def bad_request(request, exception=None):
    return _page(request, 400)


def forbidden(request, exception=None):
    return _page(request, 403)


def not_found(request, exception=None):
    return _page(request, 404)


def no_csrf(request, reason=""):
    return _page(request, 403)


def server_error(request):
    return _page(request, 500)
