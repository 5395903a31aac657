"""What officials enclose with an answer, leave out of it or show to the public leaves lines in the audit."""

from django.db import migrations

from portal.audit.watching import Watch, watch

FILE = Watch("feedback_answerfile", says=("petition_id", "enquiry_id", "stored_id", "shown_id", "left_out_at"))


class Migration(migrations.Migration):
    dependencies = [("feedback", "0040_answer_files"), ("portal", "0004_audit")]

    operations = [watch(FILE)]
