"""Whether a dossier was begun by a link of the national portal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0062_link_figures")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="came_from_nation",
            field=models.BooleanField(
                db_default=False, default=False, help_text="begun by a deep link of the national portal, filed here"
            ),
        ),
    ]
