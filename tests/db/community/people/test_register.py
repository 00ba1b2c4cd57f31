"""The import of the official register into the database."""

from __future__ import annotations

from copy import copy

import pytest
from django.core.management import call_command

from community.people.models import Municipality
from community.people.municipalities.models import SIZE_CLASSES
from community.people.municipalities.register import import_register
from tests.db.community.people.conftest import whole_register


@pytest.mark.django_db
def test_import_twice_changes_nothing_and_mends_what_differs() -> None:
    call_command("import_municipalities", verbosity=0)
    count = Municipality.objects.count()
    Municipality.objects.filter(pk="010020000000").update(population=1, short_name="?", folded="?")
    assert import_register() == count == Municipality.objects.count() == 12_259
    kiel = Municipality.objects.get(pk="010020000000")
    assert (kiel.short_name, kiel.population) == ("Kiel", 246_794)
    assert Municipality.objects.matching("kiel").first() == kiel


@pytest.mark.django_db
def test_size_classes_in_the_database_are_those_of_the_property() -> None:
    rows = [copy(row) for ars, row in whole_register().items() if ars.startswith("09")]
    Municipality.objects.bulk_create(rows)
    for size in SIZE_CLASSES:
        found = set(Municipality.objects.of_size(size.slug).values_list("pk", flat=True))
        assert found == {row.ars for row in rows if row.size_class == str(size)}
        assert found
