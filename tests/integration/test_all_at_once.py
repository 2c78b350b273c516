"""Many clients send in the same moment, some of them twice, and the server dies under them: what was answered is there, once."""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest
from django.utils import timezone

from myosotis.clinic.care.models import Assessment, CheckIn
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from tests.integration.notices.test_worker_killed import database_url
from tests.integration.people import ALL_WELL, a_client, a_clinic, a_treatment, link_of

pytestmark = [pytest.mark.enable_socket]
CLIENTS, KILLS = 20, 50


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def home(tmp_path):
    """A folder in which the real server starts without a refusal, beside the test's own database."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    secret = folder / "secret"
    secret.write_text("only-for-this-test-" * 3)
    secret.chmod(0o600)
    if database_url().startswith("sqlite"):
        os.chmod(database_url().removeprefix("sqlite:///"), 0o600)
    return folder


class Phone:
    """One client's browser without scripts: it keeps its cookies and sends the forms it gets."""

    def __init__(self, address):
        self.address, self.jar = address, CookieJar()
        self.web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path):
        with self.web.open(self.address + path, timeout=60) as answer:
            return answer.url, answer.read().decode()

    def post(self, path, answers, page):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        sent = urllib.parse.urlencode({**answers, "csrfmiddlewaretoken": token}, doseq=True).encode()
        with self.web.open(self.address + path, sent, timeout=60) as answer:
            return answer.url, answer.read().decode()

    def up_to_the_review(self, token) -> str:
        """Every page but the last; gives the review page."""
        path = f"/c/{token}/"
        _, page = self.get(path)
        _, page = self.post(path, {}, page)
        _, page = self.post("/checkin/flags/", ALL_WELL["flags"], page)
        _, page = self.post("/checkin/birthday/", {"day": 4, "month": 5}, page)
        _, page = self.post("/checkin/", {}, page)
        for step in list(ALL_WELL)[1:-1]:
            _, page = self.post(f"/checkin/{step}/", ALL_WELL[step], page)
        return page


@pytest.mark.django_db(transaction=True)
@pytest.mark.item(15)
def test_twenty_clients_send_twice_in_the_same_moment_and_each_has_one_response(home, port):
    therapist = a_clinic()
    tokens = [link_of(a_treatment(therapist, client=a_client(therapist, name=f"Client {n}"))).token for n in range(CLIENTS)]
    server, ready = start_clinic(home, port), threading.Barrier(2 * CLIENTS)
    try:
        phones = [Phone(f"http://127.0.0.1:{port}") for _ in tokens]
        pages = [phone.up_to_the_review(token) for phone, token in zip(phones, tokens, strict=True)]

        def send(number):
            ready.wait(60)
            return phones[number % CLIENTS].post("/checkin/review/", {}, pages[number % CLIENTS])[0]

        with ThreadPoolExecutor(2 * CLIENTS) as fingers:
            reached = list(fingers.map(send, range(2 * CLIENTS)))
    finally:
        kill(server)
    assert {urllib.parse.urlparse(url).path for url in reached} == {"/checkin/answer/"}
    assert CheckIn.objects.count() == Assessment.objects.count() == CLIENTS
    assert CheckIn.objects.values("treatment").distinct().count() == CLIENTS


def an_offline_answer(pain) -> dict:
    answers = {"pain": [str(pain)], "compared": ["worse"], "qualities": ["sore"], "sites": ["shoulder:left"], "flags_none": ["on"], "signs_none": ["on"]}
    return {"key": str(uuid.uuid4()), "made_at": timezone.now().isoformat(), "day": 4, "month": 5, "answers": answers}


def start_clinic(home, port):
    """The real server in a group of processes of its own; returns once it listens."""
    code = f"from myosotis.clinic.run import serve; serve(port={port}, workers=2)"
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("MYOSOTIS_", "DJANGO_"))}
    surroundings |= {"MYOSOTIS_HOME": str(home), "MYOSOTIS_HTTP": "1", "DATABASE_URL": database_url(), "PYTHONPATH": os.pathsep.join(sys.path)}
    server = subprocess.Popen(
        [sys.executable, "-u", "-c", code], env=surroundings, start_new_session=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    lines = []
    for line in server.stdout:
        lines.append(line)
        if "listens on" in line:
            return server
    raise AssertionError("".join(lines))


def kill(server):
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(30)
    server.stdout.close()


def send_until_dead(address, token, acknowledged, stop):
    """One answer after the other; only what the server answered with 200 is noted. What broke is sent again with its key."""
    waiting = None
    while not stop.is_set():
        waiting = waiting or an_offline_answer(random.randint(5, 8))
        request = urllib.request.Request(
            f"{address}/c/{token}/later/", json.dumps(waiting).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                assert answer.status == 200
        except (urllib.error.URLError, OSError, ConnectionError):
            time.sleep(0.02)
            continue
        acknowledged.append((token, waiting["key"]))
        waiting = None


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.item(14)
def test_killed_fifty_times_every_acknowledged_answer_is_there_judged_and_on_the_worklist(home, port):
    therapist, chance = a_clinic(), random.Random(11)
    treatments = [a_treatment(therapist, client=a_client(therapist, name=f"Client {n}")) for n in range(CLIENTS)]
    tokens = [link_of(treatment).token for treatment in treatments]
    acknowledged, stop = [], threading.Event()
    server = start_clinic(home, port)
    with ThreadPoolExecutor(4) as phones:
        sending = []
        try:
            for round_ in range(KILLS):
                stop.clear()
                chosen = [tokens[(4 * round_ + n) % CLIENTS] for n in range(4)]
                sending = [phones.submit(send_until_dead, f"http://127.0.0.1:{port}", token, acknowledged, stop) for token in chosen]
                before = len(acknowledged)
                deadline = time.monotonic() + 30
                while len(acknowledged) < before + chance.randint(1, 6) and time.monotonic() < deadline:
                    time.sleep(0.001)
                time.sleep(chance.random() * 0.05)
                kill(server)
                stop.set()
                for each in sending:
                    each.result(30)
                server = start_clinic(home, port)
        finally:
            stop.set()
            kill(server)
    stored = {str(each.key): each for each in CheckIn.objects.prefetch_related("assessments")}
    lost = [key for _token, key in acknowledged if key not in stored]
    unjudged = [key for key, each in stored.items() if not each.assessments.all()]
    on_the_list = {line.client for line in WorklistPresenter(therapist.clinic, timezone.now()).open_lines}
    answered = {treatment.client.pk for treatment in treatments if treatment.checkins.exists()}
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged answers, {len(stored)} stored: {len(lost)} lost, {len(unjudged)} unjudged")
    assert len(acknowledged) >= KILLS and lost == [] and unjudged == []
    assert answered <= on_the_list
