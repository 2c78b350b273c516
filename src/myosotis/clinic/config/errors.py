"""Pages for when something is wrong: what happened, what to do, and whom to ring if it hurries."""

from django.shortcuts import render

from myosotis.clinic.care.presenters import wording


def _page(request, status, why=""):
    return render(request, "error.html", {"status": status, "why": why, "phones": wording.phones(None)}, status=status)


def bad_request(request, exception=None):
    return _page(request, 400)


def forbidden(request, exception=None):
    """She reads why: that she may only read, or that it is the owner's. Whoever is not logged in learns nothing of it."""
    therapist = getattr(request, "therapist", None)
    if therapist is None:
        return _page(request, 403)
    writes = request.method not in ("GET", "HEAD")
    return _page(request, 403, "only_reads" if writes and not therapist.may_write else "not_owner")


def not_found(request, exception=None):
    return _page(request, 404)


def no_csrf(request, reason=""):
    return _page(request, 403)


def server_error(request):
    return _page(request, 500)
