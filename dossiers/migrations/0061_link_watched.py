"""What people decide about refused messages, the alarm, what is there by agency, and the post that looks after it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.grants


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_link_officers"),
        ("dossiers", "0060_messages_let_go"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkAlarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("waiting", "changes wait too long"), ("parked", "refused changes wait for a person")],
                        max_length=8,
                    ),
                ),
                ("oldest_at", models.DateTimeField(help_text="since when the oldest waited as the alarm began")),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LinkDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=[("retry", "sent again"), ("skip", "let go")], max_length=5)),
                ("ground", models.CharField(max_length=500, verbose_name="ground")),
                ("refusal", models.CharField(help_text="what the nation had said", max_length=500)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "decision about a message",
                "verbose_name_plural": "decisions about messages",
                "ordering": ["-pk"],
            },
            bases=(portal.grants.AppendOnly, models.Model),
        ),
        migrations.CreateModel(
            name="LinkStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owed", models.PositiveIntegerField()),
                ("there", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name="opening",
            name="role",
            field=models.CharField(
                choices=[
                    ("clerk", "reception clerk"),
                    ("officer", "officer"),
                    ("leader", "leader"),
                    ("cashier", "cashier"),
                    ("catalogue", "catalogue administrator"),
                    ("admin", "system administrator"),
                    ("link", "national link officer"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="role",
            field=models.CharField(
                choices=[
                    ("clerk", "reception clerk"),
                    ("officer", "officer"),
                    ("leader", "leader"),
                    ("cashier", "cashier"),
                    ("catalogue", "catalogue administrator"),
                    ("admin", "system administrator"),
                    ("link", "national link officer"),
                ],
                max_length=12,
                verbose_name="role",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkalarm",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("kind",), name="linkalarm_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="linkalarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("ended_at__gte", models.F("began_at")), _connector="OR"
                ),
                name="linkalarm_in_order",
            ),
        ),
        migrations.AddField(
            model_name="linkdecision",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="linkdecision",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="dossiers.nationalmessage"
            ),
        ),
        migrations.AddField(
            model_name="linkstanding",
            name="agency",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="link_standing", to="agencies.agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="linkdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground", ""), _negated=True), name="linkdecision_has_a_ground"
            ),
        ),
        migrations.AddConstraint(
            model_name="linkstanding",
            constraint=models.CheckConstraint(
                condition=models.Q(("there__lte", models.F("owed"))), name="linkstanding_part"
            ),
        ),
        migrations.AlterModelOptions(
            name="nationalmessage",
            options={"verbose_name": "message to the national portal", "verbose_name_plural": "national link"},
        ),
    ]
