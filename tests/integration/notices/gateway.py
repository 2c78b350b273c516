"""GatewayAPI as its documentation describes it: what it asks for, what it refuses, what it answers.

https://gatewayapi.com/docs/message/overview: POST /mobile/single with `Authorization: Token …` and JSON of `sender`,
`message`, `recipient` (a number) and, if wanted, `reference`, `expiration` and `label`; the answer has `msg_id`,
`recipient` and `reference`. It counts by `reference`, as a carrier that honours our key would.
"""

import json
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KNOWN = {"sender", "message", "recipient", "reference", "expiration", "label", "priority"}


class Gateway:
    """`with Gateway() as gateway:`; `messages` are by reference, `asked` counts every request for each."""

    def __init__(self, token="secret", before_answer=lambda count: None):
        self.messages, self.asked, self.faults, self.answers = {}, Counter(), [], []
        self.token, self.before_answer = token, before_answer
        self.lock = threading.Lock()

    def __enter__(self):
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, headers, answer = gateway.take(self.path, self.headers, content)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                """The asker was killed meanwhile; that is what some tests are about."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def take(self, path, headers, content):
        if self.answers:
            status, more = self.answers.pop(0)
            return status, more, {}
        if headers.get("Authorization") != f"Token {self.token}":
            return 401, {}, {}
        fault = _fault(path, headers, content)
        if fault:
            self.faults.append(fault)
            return 422, {}, {"detail": fault}
        asked = json.loads(content)
        reference = asked.get("reference", "")
        with self.lock:
            self.asked[reference] += 1
            kept = self.messages.setdefault(reference, {"msg_id": f"01{len(self.messages):024d}", "asked": asked})
            self.before_answer(sum(self.asked.values()))
        return 201, {}, {"msg_id": kept["msg_id"], "recipient": asked["recipient"], "reference": reference}


def _fault(path, headers, content) -> str:
    if path != "/mobile/single":
        return f"nothing is at {path}"
    if headers.get("Content-Type") != "application/json":
        return "Content-Type must be application/json"
    asked = json.loads(content)
    if unknown := set(asked) - KNOWN:
        return f"unknown: {sorted(unknown)}"
    if not isinstance(asked.get("recipient"), int) or not 9 <= len(str(asked["recipient"])) <= 15:
        return "recipient must be a number with its country"
    if not asked.get("message"):
        return "message must not be empty"
    if not re.fullmatch(r"[\w .-]{1,11}|\d{1,15}", asked.get("sender", "")):
        return "sender has at most 11 letters, or 15 digits"
    if "expiration" in asked and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", asked["expiration"]):
        return "expiration must be a moment in ISO 8601"
    return ""
