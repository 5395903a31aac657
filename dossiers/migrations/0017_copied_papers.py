import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0016_owners_not_known_yet")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="copied_from",
            field=models.ForeignKey(
                help_text="the file of an earlier dossier of the same person",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="copies",
                to="dossiers.attachment",
            ),
        ),
    ]
