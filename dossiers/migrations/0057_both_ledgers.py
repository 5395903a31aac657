import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0056_owed_again"),
        ("portal", "0004_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "running"), ("done", "run through"), ("broken", "broken off")],
                        default="running",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "mode",
                    models.CharField(choices=[("quick", "quick"), ("full", "full")], max_length=6, verbose_name="mode"),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("digests", "by digests"), ("lookups", "dossier by dossier")],
                        default="digests",
                        max_length=8,
                        verbose_name="way",
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="begun")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("compared", models.PositiveIntegerField(default=0, verbose_name="compared")),
                ("under_way", models.PositiveIntegerField(default=0, verbose_name="still being sent")),
                ("found", models.PositiveIntegerField(default=0, verbose_name="found")),
                ("healed", models.PositiveIntegerField(default=0, verbose_name="owed again")),
                ("left", models.PositiveIntegerField(default=0, verbose_name="left to people")),
                ("digest_here", models.CharField(blank=True, max_length=64)),
                ("digest_there", models.CharField(blank=True, max_length=64)),
                (
                    "job",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.job"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "comparison of both ledgers",
                "verbose_name_plural": "comparison of both ledgers",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Mismatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=80, verbose_name="dossier")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("missing_there", "missing at the nation"),
                            ("never_owed", "changed here and never told"),
                            ("different", "different at the nation"),
                            ("lines_missing", "lines of its course are missing there"),
                            ("lines_foreign", "the nation has lines of its course that we never sent"),
                            ("missing_here", "known there, not here"),
                            ("later_there", "further there than here"),
                            ("parked", "refused by the nation"),
                        ],
                        max_length=14,
                        verbose_name="kind",
                    ),
                ),
                (
                    "fields",
                    models.JSONField(
                        default=list, help_text="names of fields that differ; never values", verbose_name="fields"
                    ),
                ),
                ("digest_here", models.CharField(blank=True, max_length=130)),
                ("digest_there", models.CharField(blank=True, max_length=130)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to decide"),
                            ("healed", "owed again"),
                            ("resolved", "decided"),
                            ("gone", "no longer there"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("found_at", models.DateTimeField(auto_now_add=True, verbose_name="found")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled")),
                ("ground", models.TextField(blank=True, verbose_name="ground")),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.dossier"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mismatches",
                        to="dossiers.reconciliation",
                    ),
                ),
                (
                    "seen_in",
                    models.ForeignKey(
                        help_text="the last run that found it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.reconciliation",
                    ),
                ),
            ],
            options={
                "verbose_name": "difference between the ledgers",
                "verbose_name_plural": "differences between the ledgers",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["code", "kind"], name="mismatch_of_code")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("code", "kind"), name="mismatch_once_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "resolved"), _negated=True),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                models.Q(("ground", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mismatch_resolved_with_ground",
                    ),
                ],
            },
        ),
    ]
