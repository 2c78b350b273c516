"""The worker is killed again and again while it sends: nothing is lost, and nothing is sent twice by its key."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from myosotis.clinic.notices.models import Message
from tests import postgres
from tests.integration.notices.gateway import Gateway
from tests.integration.people import a_clinic, a_treatment

MANY, KILLS = 2000, 50
# A worker in a process of its own. Its clock shows noon when the test begins: at night it would send nothing.
WORKER = """
import os, sys, time
from datetime import datetime, timedelta, timezone
import django
django.setup()
from myosotis.clinic.notices.senders import GatewayApi
from myosotis.clinic.notices.worker import work
began, noon = float(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
at_work = []
def clock():
    at_work or print("at work", flush=True)
    at_work.append(True)
    return noon + timedelta(seconds=time.time() - began)
work(every_seconds=0.05, send=GatewayApi("secret", address=sys.argv[3]), lease=timedelta(seconds=1), clock=clock)
"""


def database_url() -> str:
    """The test's own database, as another process reaches it: over loopback."""
    there = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{there['NAME']}"
    return f"postgresql://{postgres.KEEPER}@127.0.0.1:{there['PORT']}/{there['NAME']}"


def a_link(at):
    """Of a treatment that sends nothing by itself."""
    link = a_treatment(a_clinic()).links.get(hours=None)
    link.expires_at = at + timedelta(days=3)
    link.save()
    Message.objects.all().delete()
    return link


def write_due(count, at, link):
    """So many messages, all due."""
    Message.objects.bulk_create(
        Message(clinic=link.clinic, link=link, kind="invitation", to="+4512345678", language="da", made_at=at, due_at=at,
                next_try_at=at, expires_at=at + timedelta(hours=12), key=f"invitation-{number}")
        for number in range(count)
    )  # fmt: skip


def start_worker(began, noon, address):
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(began), noon.isoformat(), address],
        env={**os.environ, "DATABASE_URL": database_url(), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_killed_fifty_times_it_loses_nothing_and_doubles_nothing_by_key():
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    write_due(MANY, noon, a_link(noon))
    chance, asked_when_killed = random.Random(7), []
    with Gateway() as gateway:
        began = time.time()
        for _ in range(KILLS):
            worker = start_worker(began, noon, gateway.address)
            # Somewhere in the next few messages: before one is taken, while it is under way, or before it is noted.
            until = sum(gateway.asked.values()) + chance.randint(1, MANY // KILLS - 5)
            while sum(gateway.asked.values()) < until and worker.poll() is None:
                time.sleep(0.0005)
            time.sleep(chance.random() * 0.01)
            assert worker.poll() is None, worker.stderr.read().decode()[-2000:]
            worker.send_signal(signal.SIGKILL)
            worker.communicate()
            asked_when_killed.append(sum(gateway.asked.values()))
        assert sum(gateway.asked.values()) < MANY, "everything was sent before the last kill"
        last = start_worker(began, noon, gateway.address)
        deadline = time.time() + 300
        while Message.objects.exclude(state="sent").exists() and time.time() < deadline:
            time.sleep(0.2)
        last.terminate()
        last.communicate()
    lost = Message.objects.exclude(state="sent").count()
    doubled = sum(count - 1 for count in gateway.asked.values())
    print(f"{MANY} messages, {len(asked_when_killed)} kills: {lost} lost, {MANY - len(gateway.messages)} never asked for, "
          f"{doubled} asked for again with the same key")  # fmt: skip
    assert lost == 0 and gateway.faults == []
    assert set(gateway.messages) == {f"invitation-{number}" for number in range(MANY)}
    # By key each is one message; a carrier that does not look at the key gets at most one more for each kill.
    assert doubled <= KILLS


@pytest.mark.django_db(transaction=True)
def test_two_workers_side_by_side_send_each_message_once():
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    link = a_link(noon)
    with Gateway() as gateway:
        began = time.time()
        workers = [start_worker(began, noon, gateway.address) for _ in range(2)]
        for worker in workers:
            assert worker.stdout.readline() == b"at work\n"
        write_due(20, noon, link)
        deadline = time.time() + 60
        while Message.objects.exclude(state="sent").exists() and time.time() < deadline:
            time.sleep(0.1)
        for worker in workers:
            worker.terminate()
            assert worker.wait(timeout=20) == 0, "a worker that is asked to stop stops in order"
            worker.stdout.close()
            worker.stderr.close()
    assert len(gateway.asked) == 20 and set(gateway.asked.values()) == {1}
