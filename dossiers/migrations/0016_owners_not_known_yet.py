from django.db import migrations, models
from django.db.models import Q
from django.db.models.fields.json import KT


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0015_deleted_drafts")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                KT("owner__id_number"), name="dossier_owner_number", condition=Q(("owner_identity__isnull", True))
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                KT("owner__tax_code"), name="dossier_owner_tax_code", condition=Q(("owner_identity__isnull", True))
            ),
        ),
    ]
