"""What a confidential question is published under is called its pseudonym."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0005_replaced_ballots_leave_a_trace"),
        ("people", "0003_a_lent_name_is_called_a_pseudonym"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="confidentialquestion", name="an_ask_has_a_voice_once_it_is_published"
        ),
        migrations.RenameField(model_name="confidentialquestion", old_name="voice", new_name="pseudonym"),
        migrations.AddConstraint(
            model_name="confidentialquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pseudonym__isnull", False), ("state", "published")),
                    models.Q(models.Q(("state", "published"), _negated=True), ("pseudonym__isnull", True)),
                    _connector="OR",
                ),
                name="a_question_has_a_pseudonym_once_it_is_published",
            ),
        ),
    ]
