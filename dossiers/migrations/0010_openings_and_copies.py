import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.grants


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("dossiers", "0009_messages_of_a_dossier"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CopyEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("copy", models.UUIDField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("asked", "asked for"),
                            ("made", "made"),
                            ("fetched", "downloaded"),
                            ("deleted", "deleted"),
                        ],
                        max_length=7,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["person", "id"], name="copyevent_of_person")],
            },
            bases=(portal.grants.AppendOnly, models.Model),
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("clerk", "reception clerk"),
                            ("officer", "officer"),
                            ("leader", "leader"),
                            ("cashier", "cashier"),
                            ("catalogue", "catalogue administrator"),
                            ("admin", "system administrator"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120)),
                (
                    "what",
                    models.CharField(
                        choices=[("page", "read the dossier"), ("file", "opened a file"), ("print", "printed a paper")],
                        max_length=5,
                    ),
                ),
                ("quarter", models.PositiveIntegerField(help_text="quarters of an hour since 1970, in UTC")),
                ("opened_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "verbose_name": "opening of a dossier",
                "verbose_name_plural": "openings of dossiers",
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "by", "what", "quarter"), name="opening_once_a_quarter")
                ],
            },
            bases=(portal.grants.AppendOnly, models.Model),
        ),
    ]
