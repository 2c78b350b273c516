"""A request that can be read in two ways is read in one, the same for whoever checks and whoever stores; or it is refused."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client as Web

from myosotis.clinic.care.models import CheckIn, Client
from tests.integration.people import ALL_WELL, a_treatment, press_link, shown_again
from tests.integration.test_registration import filled
from tests.integration.test_run import command, port, started  # noqa: F401

HOST = "Host: localhost\r\n"
NEXT = "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
# Each could hide a second request from a proxy that reads it otherwise.
SMUGGLED = {
    "length and chunks": f"POST /language/ HTTP/1.1\r\n{HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{NEXT}",
    "two lengths": f"POST /language/ HTTP/1.1\r\n{HOST}Content-Length: 0\r\nContent-Length: {len(NEXT)}\r\n\r\n{NEXT}",
    "a list of lengths": f"POST /language/ HTTP/1.1\r\n{HOST}Content-Length: 0, {len(NEXT)}\r\n\r\n{NEXT}",
    "a length with a sign": f"POST /language/ HTTP/1.1\r\n{HOST}Content-Length: +0\r\n\r\n{NEXT}",
    "chunks by another name": f"POST /language/ HTTP/1.1\r\n{HOST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{NEXT}",
    "chunks twice": f"POST /language/ HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n{NEXT}",
    "a space before the colon": f"POST /language/ HTTP/1.1\r\n{HOST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{NEXT}",
    "a folded line": f"POST /language/ HTTP/1.1\r\n{HOST}X: a\r\n Transfer-Encoding: chunked\r\n\r\n{NEXT}",
    "a broken chunk": f"POST /language/ HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n{NEXT}",
    "two hosts": f"GET /robots.txt HTTP/1.1\r\n{HOST}Host: elsewhere.example\r\n\r\n{NEXT}",
    "a host of nobody's": f"GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n{NEXT}",
    "no version": f"GET /robots.txt\r\n{HOST}\r\n{NEXT}",
    "a line break in the address": f"GET /robots.txt\nX: y HTTP/1.1\r\n{HOST}\r\n{NEXT}",
}


def exchange(where, sent: str) -> str:
    """All that comes back until the server closes, or has been quiet for two seconds."""
    with socket.create_connection(("127.0.0.1", where), timeout=2) as line:
        line.sendall(sent.encode("latin-1"))
        got = b""
        try:
            while part := line.recv(65536):
                got += part
        except (TimeoutError, ConnectionResetError):
            pass
    return got.decode("latin-1")


@pytest.mark.enable_socket
@pytest.mark.sqlite_only(reason="is about the server of pages")
@pytest.mark.item(28)
def test_no_second_request_hides_in_a_first(tmp_path, port, root):  # noqa: F811
    with started(command("serve", port, workers=1), tmp_path, root, MYOSOTIS_HTTP="1") as (lines, _):
        assert exchange(port, NEXT + NEXT.replace("GET", "HEAD")).startswith("HTTP/1.1 200"), lines
        # Each waits until the server has been quiet for a while: side by side they wait once.
        with ThreadPoolExecutor(4) as lines_at_once:
            answers = dict(zip(SMUGGLED, lines_at_once.map(lambda sent: exchange(port, sent), SMUGGLED.values()), strict=True))
        for what, answer in answers.items():
            statuses = re.findall(r"^HTTP/1\.\d (\d+)", answer, re.M)
            # 403: refused without its form before its body is read; what follows on that line is refused then.
            assert statuses in (["400"], ["501"], ["403", "400"]) and "User-agent" not in answer, (what, answer)
        # Written with an underscore it is not the proxy's own head: dropped, not believed.
        spoofed = exchange(port, f"GET /login/ HTTP/1.1\r\n{HOST}X_Forwarded_Proto: https\r\nConnection: close\r\n\r\n")
        assert spoofed.startswith("HTTP/1.1 200") and "Strict-Transport" not in spoofed


@pytest.mark.item(28)
def test_a_field_sent_twice_is_stored_as_it_was_checked(web, therapist):
    treatment = a_treatment(therapist)
    press_link(web, treatment)
    for name, answers in ALL_WELL.items():
        went_to = web.post(f"/checkin/{name}/?pain=0&compared=better", answers | ({"pain": ["99", "7"]} if name == "pain" else {}))["Location"]
        assert not went_to.startswith(f"/checkin/{name}/")
    assert CheckIn.objects.get().answers["pain"] == 7
    other = Web()
    press_link(other, treatment)
    other.post("/checkin/flags/", {"none": "1"})
    assert shown_again(other, "/checkin/pain/", {"pain": ["7", "99"], "compared": "same"}).status_code == 200, "the last is checked, as it would be stored"
    assert "pain" not in other.session["checkin"]["steps"]


@pytest.mark.item(28)
def test_a_field_beside_the_form_is_not_the_form(desk, therapist):
    desk.post("/clients/new/?name=Karen", filled(name=["Karen", "Mette Skov"]))
    assert list(Client.objects.values_list("name", flat=True)) == ["Mette Skov"]
    assert desk.post("/clients/new/?name=Karen", filled(name=["Mette Skov", ""])).status_code == 200
    assert Client.objects.count() == 1


def test_a_session_named_twice_opens_nothing_that_one_of_them_would_not(desk, therapist):
    mine = desk.cookies["session"].value
    for cookie in (f"session={mine}; session=x", f"session=x; session={mine}"):
        asked = Web().get("/worklist/", headers={"cookie": cookie})
        assert asked.status_code == 200 if cookie.endswith(mine) else asked["Location"] == "/login/"
