"""The first owner comes in by a link that is printed once and works once."""

import pytest

from myosotis.clinic.people.actions import make_owner_link, mark_installation
from myosotis.clinic.people.models import Clinic, Installation, Therapist

FILLED = {
    "clinic_name": "Klinik Ny", "phone": "70102030", "region": "hovedstaden", "name": "Nina Ny", "username": "nina",
    "password": "fire ord i en række",
}  # fmt: skip


@pytest.fixture
def token(db, django_user_model):
    from django.utils import timezone

    mark_installation(kind="real", at=timezone.now())
    return make_owner_link()


@pytest.mark.item(36)
def test_the_link_makes_the_clinic_and_its_owner_and_is_then_gone(web, token):
    assert web.get(f"/first-owner/{token}/").status_code == 200
    assert web.post(f"/first-owner/{token}/", FILLED)["Location"] == "/worklist/"
    assert Therapist.objects.get().role == "owner"
    assert web.get("/worklist/")["Location"] == "/me/phone/", "a second factor comes first"
    assert web.get(f"/first-owner/{token}/").status_code == 404
    assert make_owner_link() is None


@pytest.mark.parametrize(
    "wrong", [{"password": "kort"}, {"password": "password1234"}, {"region": "x"}, {"username": ""}]
)
@pytest.mark.item(34)
def test_a_weak_password_or_a_missing_word_is_refused(web, token, wrong):
    assert web.post(f"/first-owner/{token}/", FILLED | wrong).status_code == 200
    assert not Clinic.objects.exists()


def test_only_the_newest_link_works_and_only_its_hash_is_kept(web, token):
    newer = make_owner_link()
    assert web.get(f"/first-owner/{token}/").status_code == 404
    assert web.get(f"/first-owner/{newer}/").status_code == 200
    assert newer not in Installation.row().owner_link_hash


def test_another_clinic_is_opened_by_another_link_and_each_sees_its_own(web, token):
    from django.test import Client as Web

    assert web.post(f"/first-owner/{token}/", FILLED)["Location"] == "/worklist/"
    another, other = make_owner_link(of_another=True), Web()
    second = FILLED | {"clinic_name": "Klinik To", "name": "Tove To"}
    taken = other.post(f"/first-owner/{another}/", second)
    assert taken.status_code == 200 and "Det brugernavn er i brug" in taken.content.decode(), "a name is of the whole installation"
    assert other.post(f"/first-owner/{another}/", second | {"username": "tove"})["Location"] == "/worklist/"
    assert other.get(f"/first-owner/{another}/").status_code == 404
    assert {(each.name, each.clinic.name, each.role) for each in Therapist.objects.all()} == {
        ("Nina Ny", "Klinik Ny", "owner"), ("Tove To", "Klinik To", "owner"),
    }  # fmt: skip


def test_a_link_that_is_sent_twice_at_once_opens_one_clinic(web, token, monkeypatch):
    """The second has passed the door before the first is through."""
    assert web.post(f"/first-owner/{token}/", FILLED).status_code == 302
    monkeypatch.setattr("myosotis.clinic.people.actions.owner_link_is_open", lambda token: True)
    assert web.post(f"/first-owner/{token}/", FILLED | {"username": "en anden"}).status_code == 404
    assert Clinic.objects.count() == 1
