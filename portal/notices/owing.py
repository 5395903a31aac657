"""Owing people a notice: rows in the transaction of the causing event; the broker is only woken (design §1.6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.notices import quiet
from portal.notices.models import Channel, Delivery, Notice, Preference
from portal.notices.sinks import chosen
from portal.notices.tasks import send_notices
from portal.notices.wording import Kind, current
from portal.wake import wake_once_a_second


@dataclass(frozen=True)
class Recipient:
    """Somebody to be told: a person with an account, or a bare contact.

    ``email`` and ``phone`` are those given for this matter; an account's own come first.
    """

    person: User | None
    name: str
    email: str = ""
    phone: str = ""


@transaction.atomic(savepoint=False)
def owe(kind: Kind, *, to: Iterable[Recipient], values: Mapping[str, str], link: str, once: str) -> None:
    """Tell each of ``to`` what ``kind`` says, with ``values`` for its placeholders and a link to the path ``link``.

    ``once`` names the event: repeating the call tells nobody anything twice. Raises ``ValueError`` unless ``values``
    are exactly the placeholders of ``kind``.
    """
    if set(values) != set(kind.examples):
        raise ValueError(f"{kind.key} takes {sorted(kind.examples)}, not {sorted(values)}")
    template = current(kind)
    notices = [
        Notice(
            person=one.person, name=one.name, email=one.email, phone=one.phone,
            template=template, values=dict(values), link=link, once=once,
        )
        for one in to
    ]  # fmt: skip
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    fresh = Notice.objects.filter(uuid__in=[notice.uuid for notice in notices]).select_related("person")
    if Delivery.objects.bulk_create(_deliveries(list(fresh))):
        transaction.on_commit(lambda: wake_once_a_second(send_notices))


def _deliveries(notices: list[Notice]) -> list[Delivery]:
    refused = Preference.objects.refused(notice.person for notice in notices if notice.person)
    return [
        _delivery(notice, channel, address)
        for notice in notices
        for channel in chosen()
        if (notice.person_id, channel) not in refused and (address := notice.address(channel))
    ]


def _delivery(notice: Notice, channel: str, address: str) -> Delivery:
    now = timezone.now()
    due = quiet.ends_at(now) if channel == Channel.SMS else None
    reached = notice.person.uuid if notice.person else address
    return Delivery(notice=notice, channel=channel, subject=f"{channel}:{reached}", next_attempt_at=due or now)
