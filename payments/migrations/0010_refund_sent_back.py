import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0003_watched"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="refund",
            name="completed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="declined_because",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="refund",
            name="way",
            field=models.CharField(
                blank=True,
                choices=[("transfer", "by transfer to the payer's account"), ("cash", "in cash at the counter")],
                max_length=8,
                verbose_name="how it goes back",
            ),
        ),
        migrations.AlterField(
            model_name="refund",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "proposed"),
                    ("approved", "approved"),
                    ("sent", "on its way back"),
                    ("completed", "paid back"),
                    ("refused", "not approved"),
                ],
                default="proposed",
                max_length=9,
            ),
        ),
        migrations.AlterField(
            model_name="refund",
            name="transaction_id",
            field=models.CharField(
                blank=True, help_text="of the way back: the bank's, or the voucher's", max_length=100
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["sent", "completed"]), _negated=True),
                    models.Q(models.Q(("way", ""), _negated=True), ("sent_at__isnull", False)),
                    _connector="OR",
                ),
                name="refund_sent_somehow",
            ),
        ),
    ]
