"""Acts older than issued papers owe theirs too: the task prints them, and every receipt can be checked and listed."""

import secrets

from django.db import migrations
from django.utils import timezone

OWED = {
    "receive": ("receipt", "{code}/TNHS"),
    "ask_supplement": ("supplement_request", "{code}{round}/HDHS"),
    "refuse": ("refusal", ""),
}
AT_ONCE = 500


def owe(apps, schema_editor):
    """Safe to repeat: an act that has its paper gets no other."""
    Event, Paper = apps.get_model("dossiers", "DossierEvent"), apps.get_model("dossiers", "IssuedPaper")
    Request = apps.get_model("dossiers", "SupplementRequest")
    rounds = {
        (one.dossier_id, one.asked_in): one.number for one in Request.objects.only("dossier", "asked_in", "number")
    }
    events = Event.objects.filter(action__in=OWED, issued_papers__isnull=True).select_related("dossier")
    papers = (_paper(Paper, event, rounds.get((event.dossier_id, event.number), 1)) for event in events.iterator())
    Paper.objects.bulk_create(papers, batch_size=AT_ONCE)


def _paper(Paper, event, number):
    key, form = OWED[event.action]
    code = event.dossier.code or event.dossier.provisional_number
    return Paper(
        dossier_id=event.dossier_id,
        event=event,
        token=secrets.token_urlsafe(24),
        key=key,
        version=1,
        number=form.format(code=code, round=f"-{number:02d}" if number > 1 else ""),
        is_for_applicant=True,
        issued_at=event.at,
        issued_by_id=event.by_id,
        official=event.by_name,
        title=event.by_title,
        agency_id=event.agency_id or event.dossier.received_by_id,
        next_attempt_at=timezone.now(),
    )


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0034_result_templates")]
    operations = [migrations.RunPython(owe, migrations.RunPython.noop)]
