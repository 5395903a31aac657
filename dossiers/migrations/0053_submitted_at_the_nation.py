import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0052_opened_at_the_nation"),
        ("procedures", "0015_watched"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwaitedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="owed since")),
                (
                    "next_attempt_at",
                    models.DateTimeField(default=django.utils.timezone.now, null=True, verbose_name="next attempt"),
                ),
                ("sent_at", models.DateTimeField(null=True, verbose_name="acknowledged")),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="attempts")),
                ("last_error", models.CharField(blank=True, max_length=500, verbose_name="last error")),
                ("subject", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("address", models.CharField(max_length=1000)),
                (
                    "component",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.component",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="awaited_files", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "verbose_name": "file awaited from the national portal",
                "verbose_name_plural": "files awaited from the national portal",
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at__isnull", True)),
                        fields=["next_attempt_at", "id"],
                        name="awaited_due",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NationalSubmission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tech_id", models.UUIDField(help_text="of who was signed in there", null=True)),
                ("sent_at", models.DateTimeField(help_text="submitted there, as the nation says", null=True)),
                ("arrived_at", models.DateTimeField(auto_now_add=True)),
                (
                    "others",
                    models.JSONField(default=list, help_text="what the form here does not ask: [{name, value}]"),
                ),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of what arrived, without its file contents", max_length=64),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="submission", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "verbose_name": "submission at the national portal",
                "verbose_name_plural": "submissions at the national portal",
                "indexes": [
                    models.Index(
                        condition=models.Q(("tech_id__isnull", False)), fields=["tech_id"], name="submission_tech_id"
                    )
                ],
            },
        ),
    ]
