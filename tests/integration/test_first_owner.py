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
