"""Days at the ends of the calendar: a page that does not know them, no fault."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


FAR = ["0001-01-01", "9999-12-31"]


@pytest.mark.parametrize("day", FAR)
def test_jumping_there_leads_to_the_end_of_the_room(client: Client, day: str) -> None:
    member = MemberFactory(head=True)
    room = make_room(by=member)
    client.force_login(member)
    answer = client.get(f"/raeume/{room.pk}/?am={day}")
    assert (answer.status_code, answer["Location"]) == (303, room.get_absolute_url())


@pytest.mark.parametrize("day", FAR)
def test_nobody_is_invited_until_then(client: Client, day: str) -> None:
    member, guest = MemberFactory(head=True), MemberFactory()
    room = make_room(by=member)
    client.force_login(member)
    answer = client.post(f"/raeume/{room.pk}/einladen/", {"member": guest.pk, "until": day})
    assert answer.status_code in (303, 422) and not room.participations.filter(member=guest).exists()
