"""Posts that wait for approval, confidential questions and moved posts are called what they are, as is changing a kind."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

VERB = ("recast_thread", "change_kind")


def rename_verb(apps, schema_editor):
    _rename(apps, schema_editor, *VERB)


def give_verb_back(apps, schema_editor):
    _rename(apps, schema_editor, *reversed(VERB))


def _rename(apps, schema_editor, former, new):
    actions = apps.get_model("moderation", "ModerationAction").objects.using(schema_editor.connection.alias)
    actions.filter(verb=former).update(verb=new)


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0002_each_kind_has_one_name_in_the_forum"),
        ("moderation", "0003_tasks_and_moderation_actions_carry_their_names"),
    ]

    operations = [
        migrations.RenameModel("Hold", "PendingPost"),
        migrations.RenameModel("HeldFile", "PendingFile"),
        migrations.RenameModel("Ask", "ConfidentialQuestion"),
        migrations.RenameModel("Trace", "MovedPost"),
        migrations.RenameField("PendingFile", "hold", "pending_post"),
        migrations.AlterField(
            "ConfidentialQuestion",
            "asker",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="confidential_questions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "MovedPost",
            "post",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="moved_posts", to="forum.post"
            ),
        ),
        migrations.AlterField(
            "MovedPost",
            "thread",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="moved_posts", to="forum.thread"
            ),
        ),
        migrations.AlterField(
            "PendingPost",
            "author",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pending_posts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "PendingPost",
            "post",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="pending_post",
                to="forum.post",
            ),
        ),
        migrations.AlterField(
            "PendingPost",
            "thread",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pending_posts",
                to="forum.thread",
            ),
        ),
        migrations.RunPython(rename_verb, give_verb_back),
    ]
