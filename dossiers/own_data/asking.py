"""Asking for a copy of one's data."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from dossiers.models import CopyEvent
from dossiers.own_data.tasks import make_copies
from dossiers.own_data.work import COPY, copies_of, note
from portal import jobs
from portal.accounts.models import User
from portal.jobs import Job

A_DAY = 3


class UnderWay(Refusal):
    message = _("A copy is being made already. It will stand here as soon as it is ready.")


class EnoughCopies(Refusal):
    message = _("You have asked for three copies in the last 24 hours. Use one of them, or ask again tomorrow.")


@transaction.atomic
def ask(person: User) -> Job:
    """Order a copy. Raises ``UnderWay`` or ``EnoughCopies``, however many windows ask at once."""
    User.objects.select_for_update().only("pk").get(pk=person.pk)
    if copies_of(person).open().exists():
        raise UnderWay
    asked = CopyEvent.objects.filter(
        person=person, what=CopyEvent.What.ASKED, at__gt=timezone.now() - timedelta(days=1)
    )
    if asked.count() >= A_DAY:
        raise EnoughCopies
    job = jobs.start(COPY, make_copies, by=person)
    note(job, CopyEvent.What.ASKED)
    return job
