"""What every paper of a dossier says (the common head of TT 01/2018/TT-VPCP, A7) and in which words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier, IssuedPaper
from dossiers.tracking import secret
from portal.accounts.models import Identity
from portal.agencies.models import Agency
from procedures.models import Channel, TimeLimit

CHANNELS = {Channel.COUNTER: "trực tiếp", Channel.ONLINE: "trực tuyến", Channel.POST: "qua bưu chính"}
UNITS = {
    TimeLimit.Unit.WORKING_DAYS: "{n} ngày làm việc",
    TimeLimit.Unit.CALENDAR_DAYS: "{n} ngày",
    TimeLimit.Unit.HOURS: "{n} giờ làm việc",
    TimeLimit.Unit.MONTHS: "{n} tháng",
    TimeLimit.Unit.SAME_DAY: "trong ngày làm việc",
    TimeLimit.Unit.UNKNOWN: "theo quy định của thủ tục",
}
PLACE = "Bắc Giang"


@dataclass(frozen=True)
class Person:
    """As on a paper; what is not known is empty."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    number: str = ""


@dataclass(frozen=True)
class Head:
    """Above the title: who issues it under whom, its number, the dossier's code, place and day."""

    above: str
    unit: str
    number: str
    code: str
    is_provisional: bool
    place_and_day: str
    official: str
    title: str


@dataclass(frozen=True)
class Common:
    head: Head
    owner: Person
    filer: Person
    is_filed_by_owner: bool
    channel: str
    procedure: str
    summary: str
    receives: str
    decides: str
    hotline: str
    lookup: str
    lookup_address: str
    """What its QR code opens. Behind ``#`` no browser sends anything: the secret reaches no log."""


def common(paper: IssuedPaper) -> Common:
    dossier = paper.dossier
    filer, is_owner = filer_of(dossier)
    return Common(
        head=head(paper),
        owner=owner_of(dossier),
        filer=filer,
        is_filed_by_owner=is_owner,
        channel=CHANNELS[Channel(dossier.channel)],
        procedure=dossier.procedure_name,
        summary=dossier.summary,
        receives=dossier.received_by.name,
        decides=dossier.agency.name,
        hotline=hotline(),
        lookup=settings.PORTAL_URL.removeprefix("https://") + reverse("lookup"),
        lookup_address=lookup_address(dossier),
    )


def hotline() -> str:
    """Said to be for show where it is: nothing assumed is printed as if it were real."""
    return settings.HOTLINE + (" (minh hoạ)" if settings.SIGNING.is_for_show else "")


def head(paper: IssuedPaper) -> Head:
    agency, dossier = paper.agency, paper.dossier
    return Head(
        above=above(agency),
        unit=agency.name,
        number=paper.number,
        code=dossier.public_code,
        is_provisional=dossier.code is None,
        place_and_day=f"{PLACE}, {legal_day(timezone.localdate(paper.issued_at))}",
        official=paper.official,
        title=paper.title,
    )


def above(agency: Agency) -> str:
    return agency.parent.name if agency.parent else ""


def owner_of(dossier: Dossier) -> Person:
    said = dossier.owner
    number = said.get("tax_code") or said.get("id_number", "")
    return Person(said.get("name", ""), said.get("address", ""), said.get("phone", ""), said.get("email", ""), number)


def filer_of(dossier: Dossier) -> tuple[Person, bool]:
    """Who hands the dossier in: point 3 of form 01; and whether that is the owner (else point 5)."""
    owner, submitter = owner_of(dossier), dossier.submitter
    brought = dossier.intake.brought_by if hasattr(dossier, "intake") else {}
    if brought:
        known = [brought.get(name, "") for name in ("name", "address", "phone", "email", "id_number")]
        return Person(*known), False
    if submitter is None or (dossier.owner_identity and dossier.owner_identity.user_id == submitter.pk):
        return owner, True
    signed_in = Identity.objects.filter(user=submitter).first()
    if signed_in is None:
        return Person(str(submitter), "", owner.phone, owner.email), False
    number = signed_in.tax_code or signed_in.id_number or signed_in.passport
    return Person(str(signed_in), signed_in.address, owner.phone, owner.email, number), False


def lookup_address(dossier: Dossier) -> str:
    return settings.PORTAL_URL + reverse("lookup") + f"?ma={dossier.public_code}#k={secret.of(dossier)}"


def legal_moment(at: datetime | None) -> str:
    """«9 giờ 05 phút, ngày 03 tháng 02 năm 2020»."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{local.hour} giờ {local.minute:02d} phút, {legal_day(local.date())}"


def legal_day(day: date) -> str:
    """«ngày 03 tháng 02 năm 2020»."""
    return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


def short_moment(at: datetime | None) -> str:
    """«09:05 03/02/2020», for tables."""
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}" if at else ""


def short_day(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y}" if at else ""


def legal_length(limit: TimeLimit | None) -> str:
    if limit is None:
        return UNITS[TimeLimit.Unit.UNKNOWN]
    number = f"{limit.value.normalize():f}".replace(".", ",")
    return UNITS[TimeLimit.Unit(limit.unit)].format(n=number.zfill(2) if len(number) == 1 else number)


def shared(common: Common) -> dict[str, Any]:
    """The fields of ``common``, for a dataclass that has them and more."""
    return {name: getattr(common, name) for name in common.__dataclass_fields__}
