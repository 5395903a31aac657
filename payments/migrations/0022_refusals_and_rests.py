from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0021_tills"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rest",
            fields=[
                ("provider", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RefusedCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("provider", models.CharField(max_length=20)),
                ("hour", models.DateTimeField()),
                ("place", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "hour", "place"), name="refusedcount_once")
                ],
            },
        ),
    ]
