import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.grants


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0005_upload_days"),
        ("payments", "0013_words_of_currency"),
        ("portal", "0004_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("provider", models.CharField(max_length=20)),
                ("on", models.DateField()),
                (
                    "sha256",
                    models.CharField(help_text="the same file is not imported twice", max_length=64, unique=True),
                ),
                ("imported_at", models.DateTimeField()),
                ("compared_at", models.DateTimeField(null=True)),
                ("there_number", models.PositiveIntegerField(default=0)),
                ("there_sum", models.PositiveBigIntegerField(default=0)),
                ("here_number", models.PositiveIntegerField(default=0)),
                ("here_sum", models.PositiveBigIntegerField(default=0)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                "verbose_name": "statement of a provider",
                "verbose_name_plural": "statements of providers",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StatementLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("transaction_id", models.CharField(max_length=100)),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("amount", models.PositiveBigIntegerField()),
                ("paid_at", models.DateTimeField()),
                ("is_paid", models.BooleanField()),
                ("bank", models.CharField(blank=True, max_length=60)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="payments.statement"
                    ),
                ),
            ],
            options={
                "ordering": ["statement", "number"],
            },
            bases=(portal.grants.AppendOnly, models.Model),
        ),
        migrations.CreateModel(
            name="Discrepancy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("missing_here", "at the provider, not here"),
                            ("missing_there", "here, not at the provider"),
                            ("amount", "another amount"),
                            ("order", "paid for another order"),
                            ("state", "paid here, not paid at the provider"),
                            ("twice", "told twice in the file"),
                            ("unreadable", "a row that cannot be read"),
                            ("total", "the sum below the table is another one"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("recorded", "recorded by itself"),
                            ("came", "settled by a later statement"),
                            ("closed", "closed by a person"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("row", models.PositiveIntegerField(help_text="of the file; null: not in it", null=True)),
                ("transaction_id", models.CharField(blank=True, max_length=100)),
                ("there", models.BigIntegerField(null=True)),
                ("here", models.BigIntegerField(null=True)),
                ("verdict", models.CharField(blank=True, help_text="what settlement said of it", max_length=20)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ground", models.CharField(blank=True, max_length=500)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settlement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payments.settlement",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="differences", to="payments.statement"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="differences",
                        to="payments.statementline",
                    ),
                ),
            ],
            options={
                "ordering": ["statement", "row", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["provider", "on"], name="statement_of_a_day"),
        ),
        migrations.AddIndex(
            model_name="statementline",
            index=models.Index(fields=["transaction_id"], name="statementline_transaction"),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.UniqueConstraint(fields=("statement", "number"), name="statementline_once"),
        ),
        migrations.AddIndex(
            model_name="discrepancy",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["transaction_id"], name="difference_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="discrepancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "open")),
                    models.Q(("ended_at__isnull", False), models.Q(("state", "open"), _negated=True)),
                    _connector="OR",
                ),
                name="difference_ended_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="discrepancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    models.Q(("ended_by__isnull", False), models.Q(("ground", ""), _negated=True)),
                    _connector="OR",
                ),
                name="difference_closed_by_somebody",
            ),
        ),
    ]
