import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0003_scanned_and_verified"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartialUpload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("scope", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("size", models.PositiveIntegerField(help_text="bytes, as announced")),
                ("received", models.PositiveIntegerField(default=0, help_text="bytes")),
                ("touched_at", models.DateTimeField(auto_now=True)),
                (
                    "stored",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="partialupload",
            constraint=models.UniqueConstraint(fields=("user", "scope", "key"), name="partial_upload_once"),
        ),
        migrations.AddConstraint(
            model_name="partialupload",
            constraint=models.CheckConstraint(
                condition=models.Q(("received__lte", models.F("size"))), name="partial_upload_within_size"
            ),
        ),
    ]
