"""The one worker: sends what is due, again and again. Killed at any moment, it loses nothing."""

import logging
import signal
import threading
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.urls import reverse
from django.utils import timezone

from myosotis.clinic.care.actions import take_what_was_left
from myosotis.clinic.fence.within import fenced
from myosotis.clinic.keeping.log_heads import write_head
from myosotis.clinic.notices.actions import LEASE, deliver, take_next, write_digests
from myosotis.clinic.notices.senders import by_address, print_to_console, senders_from
from myosotis.clinic.people.models import Clinic

log = logging.getLogger(__name__)


def work(*, once: bool = False, every_seconds: float = 20, send=None, lease=LEASE, clock=timezone.now) -> int:
    """Until asked to stop; a message that is under way is finished first."""
    send = send or (print_to_console if settings.DEMO else by_address(senders_from()))
    with _asked_to_stop() as stop:
        # Every page's module is loaded for the first address that is written. No message waits for that, taken and not sent.
        reverse("worklist")
        while not stop.is_set():
            went_well = _send_all(send, lease, clock, stop)
            if once:
                return 0 if went_well else 1
            close_old_connections()
            stop.wait(every_seconds)
    return 0


def _send_all(send, lease, clock, stop) -> bool:
    try:
        write_digests(at=clock())
        waiting = list(Clinic.objects.only("pk"))
        for clinic in waiting:
            # What makes a message comes before what is sent.
            with fenced(clinic.pk):
                take_what_was_left(clinic=clinic, at=clock())
                _write_head(clinic, clock())
        # One of each in turn: a clinic with much to send holds up no other.
        while waiting:
            waiting = [clinic for clinic in waiting if not stop.is_set() and _send_one(clinic, send, lease, clock)]
    except OperationalError as error:
        # The database is away or busy: what is due stays due.
        log.error("The outbox cannot be read: %s", type(error).__name__)
        return False
    return True


def _write_head(clinic, at):
    """Whatever becomes of that file, messages are sent: one of them may be of danger."""
    try:
        write_head(clinic, at=at)
    except (OSError, ValueError) as error:
        log.error("How far the log has come cannot be written down: %s", type(error).__name__)


def _send_one(clinic, send, lease, clock) -> bool:
    """The next of this clinic, behind the fence; whether there was one."""
    with fenced(clinic.pk):
        at = clock()
        message = take_next(at=at, lease=lease)
        if message:
            deliver(message, at=at, send=send)
    return message is not None


@contextmanager
def _asked_to_stop():
    """Set by Ctrl+C or a service manager."""
    stop = threading.Event()
    before = {}
    if threading.current_thread() is threading.main_thread():
        for asked in (signal.SIGTERM, signal.SIGINT):
            before[asked] = signal.signal(asked, lambda *_: stop.set())
    try:
        yield stop
    finally:
        for asked, handler in before.items():
            signal.signal(asked, handler)
