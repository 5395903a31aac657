"""The alarm: something has waited longer than ``LINK_ALARM_MINUTES``. An episode begins once, tells the people
responsible once, and ends by itself when nothing waits so long any more."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from dossiers import notices
from dossiers.link import figures
from dossiers.models import LinkAlarm, NationalMessage
from portal.accounts.models import User
from portal.agencies.models import Post, Role
from portal.notices.owing import Recipient
from portal.templatetags.words import moment

Kind = LinkAlarm.Kind
WATCHED: Mapping[Kind, Callable[[], QuerySet[NationalMessage]]] = {
    Kind.WAITING: figures.free,
    Kind.PARKED: lambda: NationalMessage.objects.parked(),
}
NOTICES = {Kind.WAITING: "link_waits", Kind.PARKED: "link_refused"}
RESPONSIBLE = (Role.ADMIN, Role.LINK)


def watch(now: datetime | None = None) -> None:
    """Safe to repeat, to be killed, and to run twice at once."""
    now = now or timezone.now()
    for kind in WATCHED:
        with transaction.atomic():
            _watch(kind, now)


def _watch(kind: Kind, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dossiers_linkalarm'))")
    since = figures.oldest(WATCHED[kind]())
    running = LinkAlarm.objects.open().filter(kind=kind).first()
    is_late = since is not None and now - since > timedelta(minutes=settings.LINK_ALARM_MINUTES)
    if running is not None and not is_late:
        running.ended_at = now
        running.save(update_fields=["ended_at"])
    elif running is None and since is not None and is_late:
        _tell(LinkAlarm.objects.create(kind=kind, oldest_at=since, began_at=now))


def _tell(alarm: LinkAlarm) -> None:
    """Who looks after the link; the values are those of the moment it began."""
    kind = Kind(alarm.kind)
    posts = Post.objects.current(timezone.localdate(alarm.began_at)).filter(role__in=RESPONSIBLE)
    people = User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("pk")
    with translation.override("vi"):
        values = {"since": moment(alarm.oldest_at), "changes": str(WATCHED[kind]().count())}
    notices.owe(
        NOTICES[kind],
        to=[Recipient(person, str(person)) for person in people],
        values=values,
        link=reverse("admin:dossiers_nationalmessage_changelist"),
        once=f"link:{kind}:{alarm.pk}",
    )
