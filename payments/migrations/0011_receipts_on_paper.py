import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.grants


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0064_opened_by_link_officers"),
        ("payments", "0010_refund_sent_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceiptPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_receipt",
                        to="dossiers.issuedpaper",
                    ),
                ),
                (
                    "receipt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="on_paper", to="payments.receipt"
                    ),
                ),
            ],
            bases=(portal.grants.AppendOnly, models.Model),
        ),
        migrations.CreateModel(
            name="ReceiptCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="payments.receipt"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "receipt copies",
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("receipt", "number"), name="copy_number_once")],
            },
            bases=(portal.grants.AppendOnly, models.Model),
        ),
    ]
