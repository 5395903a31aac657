import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("dossiers", "0024_time_held_and_moved"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="of the sender and year, without gaps", verbose_name="number"
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                ("sender_title", models.CharField(blank=True, max_length=120)),
                ("reply_due_at", models.DateTimeField(verbose_name="reply due")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                ("answer", models.TextField(blank=True, verbose_name="reply")),
                ("promised_on", models.DateField(null=True, verbose_name="promised for")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("dossiers", models.ManyToManyField(related_name="reminders", to="dossiers.dossier")),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders_sent", to="agencies.agency"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders_received",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("sender", "year", "number"), name="reminder_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="reminder_answered_somehow",
                    ),
                ],
            },
        ),
    ]
