"""The tests' own guards do guard."""

import socket

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
