"""Each way out of the house, against a fake that holds it to what its documentation asks for."""

import json
import socketserver
import threading
from datetime import UTC, datetime, timedelta

import pytest

from myosotis.clinic.notices.senders import (
    GatewayApi,
    Refused,
    Smtp,
    TryLater,
    as_msisdn,
    by_address,
    print_to_console,
    senders_from,
)
from tests.integration.notices.gateway import Gateway

pytestmark = pytest.mark.either_database

EXPIRES = datetime(2026, 6, 10, 20, 0, tzinfo=UTC)
MESSAGE = {"text": "Du har en besked: http://localhost/c/x/", "key": "reminder-1-4", "expires_at": EXPIRES}


@pytest.fixture
def gateway():
    with Gateway() as gateway:
        yield gateway


def test_a_text_message_is_asked_for_as_documented(gateway):
    receipt = GatewayApi("secret", "Besked", gateway.address)(to="+45 12 34 56 78", **MESSAGE)
    assert receipt == gateway.messages["reminder-1-4"]["msg_id"]
    assert gateway.faults == []
    asked = gateway.messages["reminder-1-4"]["asked"]
    assert asked == {"sender": "Besked", "message": MESSAGE["text"], "recipient": 4512345678,
                     "reference": "reminder-1-4", "expiration": "2026-06-10T20:00:00Z"}  # fmt: skip


@pytest.mark.parametrize("wrong", [
    {"sender": "Langt mere end elleve"}, {"recipient": "+4512345678"}, {"message": ""}, {"recipients": [1]},
])  # fmt: skip
def test_the_fake_refuses_what_the_documentation_does_not_know(gateway, wrong):
    asked = {"sender": "Besked", "message": "x", "recipient": 4512345678} | wrong
    status, _, _ = GatewayApi("secret", address=gateway.address)._post(json.dumps(asked).encode())
    assert status == 422 and gateway.faults


def test_a_wrong_token_waits_to_be_mended(gateway):
    with pytest.raises(TryLater, match="MYOSOTIS_SMS_TOKEN"):
        GatewayApi("other", address=gateway.address)(to="12345678", **MESSAGE)


def test_too_many_waits_as_long_as_it_is_told_to(gateway):
    gateway.answers = [(429, {"Retry-After": "90"})]
    with pytest.raises(TryLater) as later:
        GatewayApi("secret", address=gateway.address)(to="12345678", **MESSAGE)
    assert later.value.after == timedelta(seconds=90)


@pytest.mark.parametrize("status, error", [(500, TryLater), (503, TryLater), (400, Refused), (422, Refused)])
def test_a_fault_of_theirs_is_tried_again_and_a_fault_of_the_message_is_not(gateway, status, error):
    gateway.answers = [(status, {})]
    with pytest.raises(error):
        GatewayApi("secret", address=gateway.address)(to="12345678", **MESSAGE)


def test_nobody_there_is_tried_again():
    with pytest.raises(OSError):
        GatewayApi("secret", address="http://127.0.0.1:9")(to="12345678", **MESSAGE)


def test_a_token_never_travels_in_the_clear():
    with pytest.raises(Refused):
        GatewayApi("secret", address="http://sms.example")(to="12345678", **MESSAGE)


@pytest.mark.parametrize("phone, number", [
    ("12 34 56 78", 4512345678), ("+45 12345678", 4512345678), ("004512345678", 4512345678), ("+46701234567", 46701234567),
])  # fmt: skip
def test_a_number_is_said_with_its_country(phone, number):
    assert as_msisdn(phone) == number


@pytest.mark.parametrize("phone", ["", "112", "+45 00", "+00 12 34 56 78", "1" * 16])
def test_what_is_no_number_is_refused(phone):
    with pytest.raises(Refused):
        as_msisdn(phone)


class MailServer(socketserver.StreamRequestHandler):
    """As much of SMTP as one mail needs."""

    def handle(self):
        self.say("220 here")
        lines, in_mail = [], False
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            if in_mail:
                in_mail = line != "."
                lines.append(line)
                if not in_mail:
                    self.server.mails.append("\n".join(lines))
                    self.say("250 kept")
            elif line.upper().startswith("DATA"):
                in_mail = True
                self.say("354 go on")
            elif line.upper().startswith("RCPT") and "nobody" in line:
                self.say("550 nobody here")
            elif line.upper().startswith("QUIT"):
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def mail_server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer) as server:
        server.daemon_threads, server.mails = True, []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_mail_carries_our_key_as_its_id_and_nothing_of_health(mail_server):
    send = Smtp("127.0.0.1", mail_server.server_address[1], "besked@klinik.example", plain=True)
    assert send(to="mette@example.dk", **MESSAGE) == "<reminder-1-4@klinik.example>"
    (mail,) = mail_server.mails
    assert "Message-ID: <reminder-1-4@klinik.example>" in mail
    assert "To: mette@example.dk" in mail and "Besked" in mail.title()


def test_a_mail_address_that_does_not_exist_is_refused(mail_server):
    with pytest.raises(Refused):
        Smtp("127.0.0.1", mail_server.server_address[1], "a@b.example", plain=True)(to="nobody@example.dk", **MESSAGE)


@pytest.mark.item(4)
def test_a_line_break_in_an_address_sends_nothing(mail_server):
    with pytest.raises(Refused):
        Smtp("127.0.0.1", mail_server.server_address[1], "a@b.example", plain=True)(
            to="a@example.dk\nBcc: b@example.dk", **MESSAGE
        )
    assert mail_server.mails == []


def test_what_is_not_set_up_goes_to_the_console(capsys):
    assert senders_from({}) == {}
    by_address({})(to="12345678", **MESSAGE)
    assert "reminder-1-4" in capsys.readouterr().out


@pytest.mark.item(7)
def test_the_environment_sets_up_the_senders():
    found = senders_from({"MYOSOTIS_SMS_TOKEN": "t", "MYOSOTIS_SMTP": "mail.example:25", "MYOSOTIS_SMTP_PLAIN": "1"})
    assert found["sms"] == GatewayApi("t") and found["sms"].address.startswith("https://")
    assert (found["email"].host, found["email"].port, found["email"].plain) == ("mail.example", 25, False)
    assert by_address(found) is not print_to_console


def test_each_address_goes_its_way():
    went = []
    send = by_address({"sms": lambda **m: went.append("sms"), "email": lambda **m: went.append("email")})
    send(to="+4512345678", **MESSAGE)
    send(to="mette@example.dk", **MESSAGE)
    assert went == ["sms", "email"]


