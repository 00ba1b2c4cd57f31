"""The record's chain: whoever changes or removes an entry is noticed."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from community.audit.models import AuditEvent, Seal
from community.audit.record import record
from community.audit.sealing import broken_seals, seal_events
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries() -> None:
    chiara = MemberFactory(name="Chiara Brandt")
    for number in range(5):
        record(chiara, "close_thread", chiara, after={"ä": number}, reason=f"Grund {number}")
    assert seal_events() == 5


def tamper(sql: str) -> None:
    """As someone with the database in their hands would."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_untouched_record_holds() -> None:
    assert seal_events() == 0 and not list(broken_seals())
    record(None, "appoint_head", MemberFactory())
    out = StringIO()
    call_command("check_record", stdout=out)
    assert out.getvalue().startswith("6 entries") and Seal.objects.count() == 6


def test_a_changed_entry_is_noticed() -> None:
    tamper("UPDATE audit_auditevent SET reason = 'Anders' WHERE reason = 'Grund 2'")
    assert [seal.number for seal in broken_seals()] == [3]
    with pytest.raises(CommandError):
        call_command("check_record", stdout=StringIO(), stderr=StringIO())


def test_a_removed_entry_is_noticed() -> None:
    seal = Seal.objects.get(number=3)
    tamper(f"DELETE FROM audit_seal WHERE id = {seal.pk}")
    tamper(f"DELETE FROM audit_auditevent WHERE id = {seal.event_id}")
    assert [broken.number for broken in broken_seals()] == [4]


def test_a_seal_made_afterwards_breaks_the_next() -> None:
    tamper(f"UPDATE audit_seal SET sha256 = '{'f' * 64}' WHERE number = 2")
    assert [seal.number for seal in broken_seals()] == [2, 3]


def test_nobody_rewrites_it_by_accident() -> None:
    for rows in (AuditEvent.objects.all(), Seal.objects.all()):
        with pytest.raises(TypeError):
            rows.delete()
        with pytest.raises(TypeError):
            rows.update(pk=1)


def test_searching_finds_person_verb_thing_and_reason() -> None:
    assert AuditEvent.objects.matching("close_thread chiara").count() == 5
    assert AuditEvent.objects.matching("Grund 4").get().after == {"ä": 4}
    assert not AuditEvent.objects.matching("nirgends").exists()
