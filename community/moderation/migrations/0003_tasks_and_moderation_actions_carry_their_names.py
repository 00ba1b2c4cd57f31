"""What was an errand is a task, what was a deed is a moderation action with what is needed to undo it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_profiles_are_called_by_one_name")]

    operations = [
        migrations.RenameModel("Errand", "Task"),
        migrations.RenameModel("Deed", "ModerationAction"),
        migrations.RenameModel("DeedPart", "ModerationActionPart"),
        migrations.RenameField("ModerationAction", "memo", "undo_data"),
        migrations.RemoveConstraint("ModerationActionPart", "deed_touches_a_part_once"),
        migrations.RemoveIndex("ModerationActionPart", "deed_part_by_name"),
        migrations.RenameField("ModerationActionPart", "deed", "entry"),
        migrations.RenameField("Undoing", "deed", "entry"),
        migrations.AddConstraint(
            "ModerationActionPart",
            models.UniqueConstraint(fields=["entry", "name"], name="moderation_action_touches_a_part_once"),
        ),
        migrations.AddIndex(
            "ModerationActionPart",
            models.Index(fields=["name", "entry"], name="moderation_part_by_name"),
        ),
    ]
