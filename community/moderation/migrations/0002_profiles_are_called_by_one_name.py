"""What is stored about the profiles of members carries the slug of `community.moderation.kinds.member`."""

from django.db import migrations

from community.kinds.renaming import REPORTED, renaming


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_reports_become_cases_and_decisions")]

    operations = [renaming({"mitglied": "member"}, REPORTED)]
