from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0013_asking_without_signing_in")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="typed",
            field=models.JSONField(
                db_default={},
                default=dict,
                help_text="of a draft: by question, its controls as they were left, not checked yet (autosave.py)",
            ),
        ),
    ]
