"""A clinic, its therapist, and a browser without a screen: `web` is nobody, `desk` is logged in."""

import pytest

# Django is set up after this file is read, so what needs it is imported where it is used.


@pytest.fixture(autouse=True)
def no_old_request(settings):
    """Pages of tests speak Danish unless a test says otherwise."""
    from django.utils import translation

    settings.PUBLIC_ADDRESS = "http://testserver"
    translation.activate("da")


@pytest.fixture
def web():
    from django.test import Client as Web

    return Web()


@pytest.fixture
def therapist(db):
    from tests.integration.people import a_clinic

    return a_clinic()


@pytest.fixture
def desk(therapist):
    from django.test import Client as Web

    from tests.integration.people import enter

    return enter(Web(), therapist)
