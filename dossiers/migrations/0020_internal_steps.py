import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("dossiers", "0017_copied_papers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="involvement",
            name="part",
            field=models.CharField(
                choices=[
                    ("receiving", "receives and returns"),
                    ("deciding", "decides"),
                    ("joint", "decides with others"),
                    ("consulted", "is asked for an opinion"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="order")),
                ("branch", models.PositiveSmallIntegerField(default=1, verbose_name="branch")),
                ("name", models.CharField(max_length=300, verbose_name="what is done")),
                ("unit", models.CharField(blank=True, max_length=200, verbose_name="unit")),
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
                        verbose_name="role",
                    ),
                ),
                ("hours", models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name="working hours")),
                (
                    "is_assumed",
                    models.BooleanField(
                        default=False, help_text="the edition names no steps; these are the usual ones"
                    ),
                ),
                ("assigned_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField(verbose_name="begun")),
                (
                    "running_since",
                    models.DateTimeField(help_text="empty while it is held, and once it has ended", null=True),
                ),
                (
                    "minutes",
                    models.PositiveIntegerField(
                        default=0, help_text="office time used until it was last held or ended"
                    ),
                ),
                ("due_at", models.DateTimeField(null=True, verbose_name="due")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("forwarded", "passed on"),
                            ("assigned", "assigned"),
                            ("submitted", "submitted for approval"),
                            ("approved", "approved"),
                            ("sent_back", "sent back"),
                            ("returned", "returned to the step before"),
                            ("taken_back", "taken back by the step before"),
                            ("done", "carried out"),
                            ("moved", "dossier transferred"),
                            ("dropped", "dossier ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("remark", models.TextField(blank=True, help_text="what who ended it says to the next, or back")),
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
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="dossiers.dossier"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a dossier",
                "verbose_name_plural": "steps of dossiers",
                "ordering": ["dossier", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "proposed",
                    models.CharField(
                        choices=[("approve", "issue the result asked for"), ("refuse", "refuse after appraisal")],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(help_text="why so; of a refusal the legal ground too")),
                ("proposed_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("pending", "waits for the leader"),
                            ("approved", "approved"),
                            ("sent_back", "sent back"),
                            ("withdrawn", "no longer holds"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("remark", models.TextField(blank=True, help_text="the leader's words")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="dossiers.dossier"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        help_text="the step that proposed it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval",
                "verbose_name_plural": "approvals",
                "ordering": ["dossier", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["assignee", "due_at"], name="task_of_assignee"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["agency", "role"], name="task_of_agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("dossier", "number", "branch"),
                name="task_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("outcome", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("running_since__isnull", True),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="task_ended_with_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision__in", ["pending", "approved"])),
                fields=("dossier",),
                name="approval_one_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "approved"), _negated=True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="approval_by_somebody_else",
            ),
        ),
    ]
