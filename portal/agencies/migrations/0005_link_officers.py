"""Posts that look after the national link."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_watched_reorganisations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="post",
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
    ]
