import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("dossiers", "0022_watched_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("duty", "financial duty"), ("stop", "stopped")], max_length=4, verbose_name="kind"
                    ),
                ),
                ("text", models.TextField(verbose_name="what the citizen was told")),
                ("ground", models.CharField(blank=True, max_length=300, verbose_name="legal ground")),
                ("amount", models.PositiveBigIntegerField(null=True, verbose_name="amount in VND")),
                ("begun_at", models.DateTimeField(verbose_name="held since")),
                ("begun_in", models.PositiveIntegerField(help_text="number of the event of the dossier's history")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="held until")),
                (
                    "ended_in",
                    models.PositiveIntegerField(help_text="number of the event of the dossier's history", null=True),
                ),
                ("minutes", models.PositiveIntegerField(null=True, verbose_name="working minutes held")),
                ("due_before", models.DateTimeField(null=True)),
                ("due_after", models.DateTimeField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "ordering": ["dossier", "begun_in"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("dossier",), name="hold_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("begun_at")), _connector="OR"
                        ),
                        name="hold_ends_after_begin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "stop"), _negated=True),
                            models.Q(("ground", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="hold_stop_with_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "series",
                    models.CharField(choices=[("apology", "apologies"), ("reminder", "reminders")], max_length=10),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agency", "series", "year"), name="yearcounter_once")],
            },
        ),
        migrations.CreateModel(
            name="Apology",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_before", models.DateTimeField(verbose_name="date promised before")),
                ("due_after", models.DateTimeField(verbose_name="new date")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("drafted_at", models.DateTimeField(verbose_name="drafted")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="signed")),
                ("signer_title", models.CharField(blank=True, max_length=120)),
                (
                    "signed_in",
                    models.PositiveIntegerField(help_text="number of the event of the dossier's history", null=True),
                ),
                (
                    "is_late",
                    models.BooleanField(
                        default=False, help_text="less than a working day before the deadline, or after it"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("number", models.PositiveIntegerField(help_text="of the agency and year", null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="whose apology it is",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="apology", to="dossiers.dossier"
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        help_text="null: the clock",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "apology",
                "verbose_name_plural": "apologies",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "year", "number"), name="apology_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", True), ("signed_at__isnull", True), ("year__isnull", True)),
                            models.Q(
                                ("number__isnull", False),
                                ("signed_at__isnull", False),
                                ("year__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="apology_signed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_after__gt", models.F("due_before"))), name="apology_to_a_later_date"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("used", "most of the time is used"), ("last_day", "last working day")], max_length=10
                    ),
                ),
                ("due_at", models.DateTimeField(help_text="the due date it warns of: a new one begins anew")),
                ("at", models.DateTimeField()),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="warnings", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("dossier", "kind", "due_at"), name="termwarning_once")],
            },
        ),
    ]
