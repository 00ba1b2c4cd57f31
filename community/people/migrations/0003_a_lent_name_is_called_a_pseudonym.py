"""The mark of a pseudonym, and the rule that it belongs to no municipality, are called so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_what_members_state_about_themselves_is_a_row")]

    operations = [
        migrations.RemoveConstraint(model_name="member", name="a_voice_belongs_to_no_municipality"),
        migrations.RenameField(model_name="member", old_name="is_voice", new_name="is_pseudonym"),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_pseudonym", False), ("municipality__isnull", True), _connector="OR"),
                name="a_pseudonym_belongs_to_no_municipality",
            ),
        ),
    ]
