import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0011_results"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=30, verbose_name="number of the consignment")),
                ("posted_on", models.DateField(verbose_name="handed to the post on")),
                (
                    "charge",
                    models.PositiveIntegerField(help_text="đồng, paid on delivery; null where not known", null=True),
                ),
                ("to", models.JSONField(help_text="snapshot: name, phone, address")),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispatch", to="dossiers.dossier"
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReturnCharge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reach",
                    models.CharField(
                        choices=[("inside", "within the province"), ("outside", "to another province")],
                        max_length=8,
                        verbose_name="where to",
                    ),
                ),
                ("amount", models.PositiveIntegerField(verbose_name="amount in VND")),
                (
                    "valid_from",
                    models.DateField(help_text="Holds until a later row of the same kind.", verbose_name="valid from"),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="basis")),
                (
                    "is_assumed",
                    models.BooleanField(
                        default=True,
                        help_text="Not taken from a published tariff; people are told so.",
                        verbose_name="assumed",
                    ),
                ),
            ],
            options={
                "verbose_name": "charge of return by post",
                "verbose_name_plural": "charges of return by post",
                "ordering": ["reach", "-valid_from"],
                "constraints": [models.UniqueConstraint(fields=("reach", "valid_from"), name="return_charge_of_a_day")],
            },
        ),
    ]
