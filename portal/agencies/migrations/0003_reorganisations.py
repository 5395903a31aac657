import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.grants


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_watched"),
        ("portal", "0004_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reorganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.CharField(max_length=60, unique=True, verbose_name="number of the decision")),
                ("about", models.CharField(max_length=300, verbose_name="subject")),
                ("in_force_on", models.DateField(verbose_name="in force from")),
                ("prepared_at", models.DateTimeField(auto_now_add=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ordered_at", models.DateTimeField(null=True)),
                ("applied_at", models.DateTimeField(help_text="agencies, posts and successors are changed", null=True)),
                ("done_at", models.DateTimeField(help_text="dossiers have followed", null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.job"
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "reorganisation",
                "verbose_name_plural": "reorganisations of agencies",
                "ordering": ["-in_force_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=250, verbose_name="name")),
                ("short_name", models.CharField(max_length=120, verbose_name="short name")),
                ("code_2016", models.CharField(max_length=20, verbose_name="code (QCVN 102:2016)")),
                ("code_2020", models.CharField(max_length=35, verbose_name="code (Decision 20/2020)")),
                ("until", models.DateField(verbose_name="until")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="former_states", to="agencies.agency"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="under",
                    ),
                ),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_states",
                        to="agencies.reorganisation",
                        verbose_name="reorganisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "former state",
                "verbose_name_plural": "former names, codes and place",
                "ordering": ["until", "pk"],
            },
            bases=(portal.grants.AppendOnly, models.Model),
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("found", "is founded under"),
                            ("merge", "merges into"),
                            ("parent", "comes under"),
                            ("rename", "gets the name"),
                            ("field", "hands a field over to"),
                        ],
                        max_length=8,
                        verbose_name="what becomes of it",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True, help_text="code, of a field of administration", max_length=40, verbose_name="field"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=250, verbose_name="name")),
                ("short_name", models.CharField(blank=True, max_length=120, verbose_name="short name")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="agencies.reorganisation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("field", models.CharField(blank=True, max_length=40)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="successions", to="agencies.agency"
                    ),
                ),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="agencies.reorganisation",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inheritances", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
            },
            bases=(portal.grants.AppendOnly, models.Model),
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("prepared_by")), _negated=True),
                    _connector="OR",
                ),
                name="reorganisation_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("applied_at__isnull", True), ("confirmed_at__isnull", False), _connector="OR"),
                name="reorganisation_confirmed_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="formerstate",
            constraint=models.UniqueConstraint(fields=("agency", "reorganisation"), name="former_state_once"),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                fields=("reorganisation", "kind", "agency", "field"), name="change_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("into__isnull", True), models.Q(("into", models.F("agency")), _negated=True), _connector="OR"
                ),
                name="change_elsewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("into__isnull", True), ("kind", "rename"), models.Q(("name", ""), _negated=True)),
                    models.Q(models.Q(("kind", "rename"), _negated=True), ("into__isnull", False)),
                    _connector="OR",
                ),
                name="change_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(fields=("agency", "since", "field"), name="succession_once"),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("field", "")), fields=("agency",), name="succession_whole_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("agency", models.F("successor")), _negated=True), name="succession_elsewhere"
            ),
        ),
    ]
