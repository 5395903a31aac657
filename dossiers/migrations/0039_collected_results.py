import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0038_outages_and_the_book"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="full name")),
                ("id_number", models.CharField(max_length=20, verbose_name="number of the identity paper")),
                (
                    "proof",
                    models.CharField(
                        choices=[
                            ("identity", "the owner, by an identity paper"),
                            ("brought", "who handed it in, by receipt and identity paper"),
                            ("authorised", "somebody authorised, by power of attorney and identity paper"),
                        ],
                        max_length=10,
                    ),
                ),
                ("authority", models.CharField(blank=True, max_length=200, verbose_name="power of attorney")),
                ("originals", models.JSONField(default=list, help_text="originals given back: {name, held}")),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=200)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="collection", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proof", "authorised"), _negated=True),
                            models.Q(("authority", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="collection_authorised_by_a_paper",
                    )
                ],
            },
        ),
    ]
