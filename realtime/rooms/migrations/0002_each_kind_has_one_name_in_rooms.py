"""What the mechanisms stored about messages and participations carries the slugs of `realtime.rooms.kinds`."""

from django.db import migrations

from community.kinds.renaming import REFERRED, REPORTED, renaming

NAMES = {"nachricht": "message", "teilnahme": "participation"}


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0001_rooms_and_their_messages"),
        ("moderation", "0001_reports_become_cases_and_decisions"),
        ("quotes", "0001_what_refers_to_what"),
    ]

    operations = [renaming(NAMES, (*REPORTED, *REFERRED))]
