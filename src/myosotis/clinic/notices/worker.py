"""The one worker: sends what is due, again and again. Killed at any moment, it loses nothing."""

import logging
import signal
import threading
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from myosotis.clinic.notices.actions import LEASE, deliver, take_next, write_digests
from myosotis.clinic.notices.senders import by_address, print_to_console, senders_from

log = logging.getLogger(__name__)


def work(*, once: bool = False, every_seconds: float = 20, send=None, lease=LEASE, clock=timezone.now) -> int:
    """Until asked to stop; a message that is under way is finished first."""
    send = send or (print_to_console if settings.DEMO else by_address(senders_from()))
    with _asked_to_stop() as stop:
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
        while not stop.is_set() and (message := take_next(at=(at := clock()), lease=lease)):
            deliver(message, at=at, send=send)
    except OperationalError as error:
        # The database is away or busy: what is due stays due.
        log.error("The outbox cannot be read: %s", type(error).__name__)
        return False
    return True


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
