import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def give_decisions(apps, schema_editor):
    """What was locked before locking was decided about gets a decision, with the reason that was given then."""
    Case, Decision = apps.get_model("moderation", "Case"), apps.get_model("moderation", "Decision")
    Restriction = apps.get_model("moderation", "Restriction")
    for lock in apps.get_model("forum", "PostLock").objects.select_related("post"):
        year = lock.locked_at.year
        last = Case.objects.filter(year=year).order_by("-serial").values_list("serial", flat=True).first()
        case = Case.objects.create(
            year=year,
            serial=(last or 0) + 1,
            kind="beitrag",
            thing_key=str(lock.post_id),
            address=f"/beitraege/{lock.post_id}/",
            author_id=lock.post.author_id,
            state="settled",
            opened_at=lock.locked_at,
            decided_at=lock.locked_at,
        )
        lock.decision = Decision.objects.create(
            case=case,
            result="restricted",
            trigger="own",
            reasons=lock.reason,
            decided_by_id=lock.locked_by_id,
            decided_at=lock.locked_at,
        )
        lock.save(update_fields=["decision"])
        Restriction.objects.create(
            decision=lock.decision,
            kind=case.kind,
            thing_key=case.thing_key,
            measure="lock",
            done="",
            made_at=lock.locked_at,
        )
    schema_editor.connection.check_constraints()


def _decision(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="moderation.decision", **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0009_posts_can_be_reacted_to"),
        ("moderation", "0004_old_cases_are_forgotten"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="postlock", name="decision", field=_decision(null=True)),
        migrations.RunPython(give_decisions, migrations.RunPython.noop),
        migrations.AlterField(model_name="postlock", name="decision", field=_decision()),
    ]
