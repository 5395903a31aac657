import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

EITHER = Q(petition__isnull=True, enquiry__isnull=False) | Q(petition__isnull=False, enquiry__isnull=True)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0033_posting_checks"), ("files", "0005_upload_days")]

    operations = [
        migrations.CreateModel(
            name="AnswerFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "left_out_at",
                    models.DateTimeField(help_text="of an answer that was worked over", null=True),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="answer_files",
                        to="feedback.enquiry",
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="answer_files",
                        to="feedback.petition",
                    ),
                ),
                (
                    "shown",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "stored",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer_file", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(condition=EITHER, name="answer_file_of_one_case"),
                    models.CheckConstraint(
                        condition=Q(left_out_at__isnull=True) | Q(shown__isnull=True),
                        name="answer_file_shown_while_enclosed",
                    ),
                ],
            },
        ),
    ]  # fmt: skip
