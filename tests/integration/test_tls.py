"""The proxy of the how-to, as it is written there: TLS 1.2 or newer, and what a visitor says of herself is not passed on."""

import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.request
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(not (NGINX and shutil.which("openssl")), reason="no nginx here (sudo apt install nginx-light)"),
]
# As Debian's own nginx.conf says it for every server that says nothing; and ciphers that leave the choice to the protocols.
AROUND = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
  ssl_ciphers "DEFAULT:@SECLEVEL=0";
  {servers}
}}
"""


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def upstream():
    """Stands in for the clinic, and keeps what reached it."""
    reached = []

    class Clinic(BaseHTTPRequestHandler):
        def do_GET(self):
            reached.append(dict(self.headers))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"here")

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Clinic) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, reached
        server.shutdown()


@pytest.fixture
def proxy(tmp_path, root, upstream):
    """Starts nginx with the how-to's servers, or with what is made of them; gives its ports with and without TLS."""
    told = (root / "docs/how-to/serve-behind-tls.md").read_text()
    servers = re.search(r"nginx, with a certificate.*?```\n(.*?)```", told, re.S)[1]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", tmp_path / "key", "-out", tmp_path / "pem"], check=True, capture_output=True,
    )  # fmt: skip
    running = []

    def start(change=lambda text: text):
        tls, plain = free_port(), free_port()
        text = change(servers).replace("listen 443 ", f"listen 127.0.0.1:{tls} ").replace("listen 80;", f"listen 127.0.0.1:{plain};")
        text = text.replace("/etc/ssl/clinic.example.pem", str(tmp_path / "pem")).replace("/etc/ssl/private/clinic.example.key", str(tmp_path / "key"))
        text = text.replace("clinic.example", "localhost").replace("127.0.0.1:8000", f"127.0.0.1:{upstream[0]}")
        (tmp_path / "nginx.conf").write_text(AROUND.format(folder=tmp_path, servers=text))
        running.append(subprocess.Popen([NGINX, "-p", tmp_path, "-c", tmp_path / "nginx.conf"], stderr=subprocess.PIPE))
        for _ in range(100):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", tls)) == 0:
                    return tls, plain
            time.sleep(0.1)
        raise AssertionError(running[-1].stderr.read1().decode())

    yield start
    for each in running:
        each.terminate()
        each.wait(20)
        each.stderr.close()


def shakes_hands(where, version) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        asks = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        asks.check_hostname, asks.verify_mode = False, ssl.CERT_NONE
        asks.set_ciphers("DEFAULT:@SECLEVEL=0")
        asks.minimum_version = asks.maximum_version = version
    try:
        with socket.create_connection(("127.0.0.1", where), timeout=5) as line, asks.wrap_socket(line, server_hostname="localhost"):
            return True
    except (ssl.SSLError, ConnectionResetError):
        return False


OLD = (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)
NEW = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)


@pytest.mark.item(52)
def test_only_tls_12_or_newer_is_spoken(proxy):
    tls, _plain = proxy()
    assert [shakes_hands(tls, version) for version in (*OLD, *NEW)] == [False, False, True, True]


def test_without_the_how_tos_line_an_old_one_would_be(proxy):
    """That the test above can fail: the same visitor gets in where the how-to's line is left out."""
    tls, _plain = proxy(lambda text: re.sub(r"\n\s*ssl_protocols[^\n]*", "", text))
    assert shakes_hands(tls, OLD[1])


def test_the_proxy_says_itself_what_a_visitor_cannot(proxy, upstream):
    tls, plain = proxy()
    trusts_all = ssl.create_default_context()
    trusts_all.check_hostname, trusts_all.verify_mode = False, ssl.CERT_NONE
    asked = urllib.request.Request(f"https://localhost:{tls}/", headers={"X-Forwarded-Proto": "http", "X-Forwarded-For": "10.0.0.1"})
    assert urllib.request.urlopen(asked, context=trusts_all, timeout=10).read() == b"here"
    assert upstream[1][0]["X-Forwarded-Proto"] == "https" and upstream[1][0]["X-Forwarded-For"] == "127.0.0.1"
    with socket.create_connection(("127.0.0.1", plain), timeout=5) as line:
        line.sendall(b"GET /worklist/ HTTP/1.0\r\nHost: localhost\r\n\r\n")
        assert b"301" in (answer := line.recv(2000)) and b"Location: https://localhost/worklist/" in answer
    assert len(upstream[1]) == 1, "nothing without TLS reaches the clinic"
