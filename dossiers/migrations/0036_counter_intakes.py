import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("dossiers", "0035_papers_of_earlier_acts"),
        ("files", "0005_upload_days"),
        ("procedures", "0014_desk_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CounterIntake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entered_at",
                    models.DateTimeField(
                        help_text="when it was put into the system; after an outage later than it came"
                    ),
                ),
                ("sets", models.PositiveSmallIntegerField(default=1, verbose_name="sets of papers")),
                (
                    "brought_by",
                    models.JSONField(
                        default=dict,
                        help_text="who handed it in for the owner: name, id_number, phone, address, relation",
                    ),
                ),
                ("consignment", models.CharField(blank=True, max_length=30, verbose_name="number of the consignment")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="intake", to="dossiers.dossier"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CounterScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "stored",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperTaken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("originals", models.PositiveSmallIntegerField(default=0, verbose_name="originals")),
                ("certified", models.PositiveSmallIntegerField(default=0, verbose_name="certified copies")),
                ("photocopies", models.PositiveSmallIntegerField(default=0, verbose_name="photocopies")),
                ("held", models.PositiveSmallIntegerField(default=0, verbose_name="originals held for comparison")),
                (
                    "digitised",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "on paper only"),
                            (1, "scanned"),
                            (2, "taken from an earlier dossier"),
                            (3, "taken from an earlier result"),
                        ],
                        default=0,
                    ),
                ),
                ("given_back_at", models.DateTimeField(null=True, verbose_name="originals given back")),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.component"
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers_taken", to="dossiers.dossier"
                    ),
                ),
                (
                    "given_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["dossier", "component__number"],
            },
        ),
        migrations.AddConstraint(
            model_name="papertaken",
            constraint=models.UniqueConstraint(fields=("dossier", "component"), name="paper_taken_once"),
        ),
        migrations.AddConstraint(
            model_name="papertaken",
            constraint=models.CheckConstraint(
                condition=models.Q(("given_back_at__isnull", True), ("held__gt", 0), _connector="OR"),
                name="paper_given_back_was_held",
            ),
        ),
        migrations.CreateModel(
            name="Guidance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("incomplete", "incomplete: told what to complete"), ("refused", "refused")],
                        max_length=10,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField(help_text="of the unit's slips of this kind in this year")),
                ("person", models.JSONField(help_text="snapshot: name, number, address, phone, email")),
                ("lines", models.JSONField(default=list, help_text="what to complete, one text each")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="given")),
                ("by_name", models.CharField(max_length=200)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.case"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.edition"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "kind", "year", "number"), name="guidance_number_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), ("kind", "incomplete"), _connector="OR"
                        ),
                        name="guidance_refusal_has_reason",
                    ),
                ],
            },
        ),
    ]
