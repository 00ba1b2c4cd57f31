import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def give_decisions(apps, schema_editor):
    """Who was shut out before that was decided about gets a decision, with the reason that was given then."""
    Case, Decision = apps.get_model("moderation", "Case"), apps.get_model("moderation", "Decision")
    Restriction = apps.get_model("moderation", "Restriction")
    Participation = apps.get_model("rooms", "Participation")
    for exclusion in apps.get_model("rooms", "Exclusion").objects.all():
        at = exclusion.excluded_at
        last = Case.objects.filter(year=at.year).order_by("-serial").values_list("serial", flat=True).first()
        about = {"room_id": exclusion.room_id, "member_id": exclusion.member_id}
        part = Participation.objects.filter(**about).order_by("-pk").first()
        part = part or Participation.objects.create(**about, joined_at=at, left_at=at)
        case = Case.objects.create(
            year=at.year,
            serial=(last or 0) + 1,
            kind="teilnahme",
            thing_key=str(part.pk),
            address=f"/raeume/{exclusion.room_id}/",
            author_id=exclusion.member_id,
            state="settled",
            opened_at=at,
            decided_at=at,
        )
        exclusion.decision = Decision.objects.create(
            case=case,
            result="restricted",
            trigger="own",
            reasons=exclusion.reason,
            decided_by_id=exclusion.excluded_by_id,
            decided_at=at,
        )
        exclusion.save(update_fields=["decision"])
        Restriction.objects.create(
            decision=exclusion.decision,
            kind=case.kind,
            thing_key=case.thing_key,
            measure="shut_out",
            done="",
            made_at=at,
            before={"was_in": False},
        )
    schema_editor.connection.check_constraints()


def _decision(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="moderation.decision", **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0004_old_cases_are_forgotten"),
        ("rooms", "0003_others_remove_only_by_a_decision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="exclusion", name="decision", field=_decision(null=True)),
        migrations.RunPython(give_decisions, migrations.RunPython.noop),
        migrations.AlterField(model_name="exclusion", name="decision", field=_decision()),
    ]
