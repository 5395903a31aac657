"""Somebody told something, without a dossier: the room by itself."""

from django.db import transaction

from portal.notices import sending
from portal.notices.models import Channel, Delivery
from portal.notices.owing import Recipient, owe
from portal.notices.sinks import Rejected, Sink, Unavailable
from portal.notices.wording import Kind

READY = Kind(
    "ready",
    {"code": "000.01", "reason": "vì thế"},
    "Hồ sơ {code} đã có kết quả",
    "Lý do: {reason}\n\nBạn cần làm: đến nhận.",
)


def reader(person) -> Recipient:
    return Recipient(person, str(person))


def tell(*people, once="a:1", kind=READY, **values) -> None:
    """Each of ``people``, users or recipients, of one event."""
    given = {name: values.get(name, example) for name, example in kind.examples.items()}
    to = [one if isinstance(one, Recipient) else reader(one) for one in people]
    with transaction.atomic():
        owe(kind, to=to, values=given, link="/ho-so/", once=once)


class Box(Sink):
    """Takes everything, unless told what to raise instead; ``came`` holds what a provider would have got."""

    def __init__(self, trouble=None) -> None:
        self.came, self.trouble = [], trouble

    def send(self, message) -> str:
        if self.trouble is not None:
            raise self.trouble
        self.came.append(message)
        return f"ref-{len(self.came)}"


DOWN, REFUSED = Unavailable("ConnectionRefusedError"), Rejected("SMTPRecipientsRefused 550")


def drain(mail=None, sms=None) -> int:
    return sending.drain({Channel.EMAIL: mail or Box(), Channel.SMS: sms or Box()})


def by_mail() -> Delivery:
    return Delivery.objects.get(channel=Channel.EMAIL)
