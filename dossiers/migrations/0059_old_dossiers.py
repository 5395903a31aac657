import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0058_told_at_once"),
        ("portal", "0004_audit"),
    ]

    operations = [
        migrations.CreateModel(
            name="OldDossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=60, verbose_name="older system")),
                ("old_code", models.CharField(max_length=60, verbose_name="old code")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "owed_at",
                    models.DateTimeField(
                        help_text="empty: it waits behind today's work", null=True, verbose_name="owed to the nation"
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taken_over", to="dossiers.dossier"
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.job"
                    ),
                ),
            ],
            options={
                "verbose_name": "dossier of an older system",
                "verbose_name_plural": "dossiers of older systems",
                "indexes": [
                    models.Index(
                        condition=models.Q(("owed_at__isnull", True)), fields=["job", "id"], name="olddossier_waits"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("source", "old_code"), name="olddossier_once")],
            },
        ),
    ]
