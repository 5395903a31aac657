from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("portal", "0004_audit")]

    operations = [
        watch(
            Watch("accounts_user", says=("is_active", "is_superuser"), ignores=("last_login",)),
            Watch("accounts_identity", says=("user_id", "kind", "assurance"), ignores=("read_at",)),
        )
    ]
