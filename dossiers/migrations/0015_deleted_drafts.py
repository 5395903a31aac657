from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0014_typed_answers")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="deleted_at",
            field=models.DateTimeField(
                help_text="of a draft: by its writer, or expired", null=True, verbose_name="deleted"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(condition=Q(("status", 0)), fields=["saved_at"], name="draft_age"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=Q(("status", 0), ("deleted_at__isnull", True), _connector="OR"),
                name="dossier_deleted_only_as_draft",
            ),
        ),
    ]
