"""Whoever reads the log is not let in by it: no line of it holds a token, of whatever address and however it was refused."""

import io
import logging
import re
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.test import Client as Web

from myosotis.clinic.config.unlogged import WithoutTokens, beginnings, cut
from tests.integration.test_doors import address, patterns
from tests.integration.test_run import command, environment, get, port  # noqa: F401

TOKEN = "k3Jd93kLmQx0_aZ-81bTTq2w"
WITH_A_TOKEN = {name: pattern for name, pattern in patterns() if "token" in pattern.pattern.converters}
THINGS = {"token": TOKEN}


@contextmanager
def logged():
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WithoutTokens())
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield written
    finally:
        root.removeHandler(handler)


def test_every_handler_writes_without_tokens():
    made = settings.LOGGING["formatters"]["without_tokens"]["()"]
    assert made == f"{WithoutTokens.__module__}.{WithoutTokens.__name__}"
    assert {handler.get("formatter") for handler in settings.LOGGING["handlers"].values()} == {"without_tokens"}


def test_every_address_with_a_token_is_known():
    assert {"c/", "first-owner/", "enter/", "before/in/", "my/in/", "during/"} <= beginnings()
    for pattern in WITH_A_TOKEN.values():
        there = address(pattern, THINGS)
        for written in (there, there.replace("/", "%2F"), there.replace("/", "%2f"), there.replace("/", "//")):
            assert TOKEN not in cut(f"Not Found: {written}"), written


@pytest.mark.item(56)
@pytest.mark.item(53)
@pytest.mark.parametrize("name", WITH_A_TOKEN)
def test_no_refusal_of_an_address_with_a_token_writes_it(db, name):
    there = address(WITH_A_TOKEN[name], THINGS)
    strict = Web(enforce_csrf_checks=True, raise_request_exception=False)
    with logged() as written:
        for path in (there, there.rstrip("/"), there + "more/", there.upper().replace(TOKEN.upper(), TOKEN), there.replace(TOKEN, f"%20{TOKEN}"), there.replace(TOKEN, f"x/{TOKEN}")):
            strict.get(path)
            strict.post(path)
            strict.post(path, b"{", content_type="application/json")
            strict.post(path, b"--x\r\n", content_type="multipart/form-data; boundary=y")
            strict.put(path)
    assert written.getvalue(), "something was refused"
    assert TOKEN not in written.getvalue(), written.getvalue()


def test_a_fault_is_told_with_its_traceback_and_without_the_token(db, monkeypatch):
    def fails(*_args, **_more):
        raise RuntimeError(f"what failed: /c/{TOKEN}/")

    monkeypatch.setattr("myosotis.clinic.checkin.views.render", fails)
    monkeypatch.setattr("myosotis.clinic.config.errors.render", fails)
    with logged() as written:
        with pytest.raises(RuntimeError):
            Web().get(f"/c/{TOKEN}/")
        logging.getLogger("django.request").error("Internal Server Error: %s", f"/c/{TOKEN}/", exc_info=RuntimeError(f"/during/{TOKEN}/"))
    assert "Traceback" in written.getvalue() or "RuntimeError" in written.getvalue()
    assert TOKEN not in written.getvalue()


def test_a_token_is_cut_whatever_is_written_behind_it():
    token = "aB3_" * 6
    for ending in ("", ".py", "/later/", "?x=1", "%2Fx"):
        assert token not in cut(f"Not Found: /c/{token}{ending}"), ending


def test_what_is_no_token_stays():
    kept = "Not Found: /clients/4a1b/ and /checkin/pain/"
    assert cut(kept) == kept
    assert cut('  File "/srv/myosotis/clinic/during/views.py", line 8') == '  File "/srv/myosotis/clinic/during/views.py", line 8'
    assert cut(f"Forbidden (CSRF cookie not set.): /c/{TOKEN}/later/") == "Forbidden (CSRF cookie not set.): /c/…"


@pytest.mark.item(53)
@pytest.mark.sqlite_only(reason="starts a program with a database of its own")
@pytest.mark.enable_socket
def test_nothing_that_a_served_clinic_writes_holds_a_token(tmp_path, port, root):  # noqa: F811
    program = subprocess.Popen(
        [sys.executable, "-u", "-c", command("serve", port, workers=1)], env=environment(tmp_path, MYOSOTIS_HTTP="1"), cwd=root,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        given = ""
        for line in program.stdout:
            if found := re.search(r"/first-owner/(\S+)/", line):
                given = found[1]
                break
        assert given
        for path in [address(pattern, THINGS) for pattern in WITH_A_TOKEN.values()] + [f"/first-owner/{given}/"]:
            for words in (f"POST {path} HTTP/1.1", f"GET {path} HTTP/9.9", f"G@T {path} HTTP/1.1", f"GET {path}x HTTP/1.1"):
                with socket.create_connection(("localhost", port), timeout=10) as asked:
                    asked.sendall(f"{words}\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
                    while asked.recv(65536):
                        pass
    finally:
        program.terminate()
        written = program.stdout.read()
        program.wait(30)
        program.stdout.close()
    assert "CSRF" in written and "/c/…" in written
    assert TOKEN not in written and given not in written
