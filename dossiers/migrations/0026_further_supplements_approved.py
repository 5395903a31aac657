import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0025_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SupplementProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("items", models.JSONField(help_text="what is to be put right: {key, reason, what}")),
                ("fine", models.JSONField(help_text="keys of all that was found fine")),
                ("note", models.TextField(verbose_name="reason in general")),
                ("ground", models.TextField(verbose_name="ground")),
                ("due_at", models.DateTimeField(null=True, verbose_name="to be completed by")),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_approved", models.BooleanField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "ordering": ["dossier", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)), fields=("dossier",), name="proposal_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True), name="proposal_with_ground"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("is_approved__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("is_approved__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_decided_somehow",
                    ),
                ],
            },
        ),
    ]
