from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0046_watched_papers")]

    operations = [
        migrations.AddField("dossier", "national_code", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddConstraint(
            "dossier",
            models.UniqueConstraint(
                condition=~models.Q(national_code=""), fields=["national_code"], name="dossier_national_code_once"
            ),
        ),
    ]
