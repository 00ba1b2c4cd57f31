"""New questions get random numbers; what was given back to a voice lies with whoever asked."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

import forum.confidential.models


def hand_drafts_to_askers(apps: Any, _schema: Any) -> None:
    """Nobody can open the draft of a voice; the asker has one at the question."""
    Draft = apps.get_model("forum", "Draft")
    for question in apps.get_model("forum", "ConfidentialQuestion").objects.filter(voice__isnull=False):
        own = Draft.objects.filter(member=question.asker_id, place=f"ask:{question.pk}").first()
        for draft in Draft.objects.filter(member=question.voice_id):
            if own is None:
                draft.member_id, draft.place = question.asker_id, f"ask:{question.pk}"
                draft.save()
                own = draft
                continue
            own.text, own.version = f"{own.text}\n\n---\n\n{draft.text}", own.version + 1
            own.save()
            draft.delete()


class Migration(migrations.Migration):
    dependencies = [("forum", "0003_pending_confidential_and_moved_posts_carry_their_names")]

    operations = [
        migrations.AlterModelOptions(
            name="confidentialquestion",
            options={
                "ordering": ["-made_at", "-pk"],
                "verbose_name": "Vertrauliche Frage",
                "verbose_name_plural": "Vertrauliche Fragen",
            },
        ),
        migrations.RunPython(hand_drafts_to_askers, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="confidentialquestion",
            name="id",
            field=models.BigIntegerField(
                default=forum.confidential.models.random_number,
                editable=False,
                primary_key=True,
                serialize=False,
            ),
        ),
    ]
