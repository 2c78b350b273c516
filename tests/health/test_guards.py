"""The tests' own guards do guard."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_socket import SocketConnectBlockedError

from tests import postgres


@pytest.mark.filterwarnings("ignore:A test tried to use socket")  # the guard warns as well as refuses
def test_no_test_reaches_beyond_this_machine():
    # An address kept for documentation: nothing answers there, should the guard fail.
    with pytest.raises(SocketConnectBlockedError), socket.socket() as out:
        out.settimeout(0.2)
        out.connect(("192.0.2.1", 80))


@pytest.mark.postgres
def test_a_private_postgresql_answers_and_is_taken_away_again():
    import psycopg

    with postgres.private_postgres() as url:
        with psycopg.connect(url) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=1)


@pytest.fixture
def small_site():
    """A page on loopback that asks for a picture elsewhere."""
    served = b"<!doctype html><meta name='viewport' content='width=device-width'><title>small</title><p>here</p><img src='http://elsewhere.example/x.png' alt=''>"

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(served)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_page_reaches_this_machine_only_and_complaints_are_kept(phone, small_site):
    page = phone()
    page.goto(small_site)
    assert page.inner_text("p") == "here"
    assert page.evaluate("innerWidth") == 390
    assert any("ERR_NAME_NOT_RESOLVED" in complaint for complaint in page.complaints)
    page.complaints.clear()
