"""A clerk's habits at the counter: choose a procedure, type the owner's number, count the papers, receive."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.act import Act
from dossiers.counter import collecting, guiding, intake, outages
from dossiers.counter.intake import Brought, Place, Sheets
from dossiers.models import Dossier
from portal.accounts.models import User
from tests.dossiers.pages import hidden, page_of
from tests.dossiers.slips import finished_on_a_slip, received, sent

CHOOSE = "admin:dossiers_counter_choose"
INTAKE = "admin:dossiers_counter_intake"
OWNER = {
    "owner_name": "Lê Thị Bình",
    "owner_id_number": "024190999001",
    "owner_address": "Thôn Núi, xã Tân Mỹ",
    "summary": "Xin xác nhận nhà ở",
    "phone": "0912000333",
    "return_by": "counter",
}


def place_at(procedure, agency, unit, **more) -> Place:
    values = {"channel": "1", "owner_is": "self", "number": OWNER["owner_id_number"], **more}
    return Place(procedure.current.cases.get(), agency, unit, **values)


def taken_in(place: Place, clerk: User, *sheets: Sheets, at=None, **more) -> Dossier:
    act = Act(clerk, at) if at else Act(clerk)
    return intake.take_in(Brought(place, {**OWNER, **more.pop("answers", {})}, sheets, **more), act)


def address(procedure, **query) -> str:
    from_code = reverse(INTAKE, args=[procedure.code])
    return from_code + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")


def place_typed(**typed) -> dict[str, str]:
    return {"number": OWNER["owner_id_number"], "kind": "person", "came": "owner", "channel": "1", **typed}


def press(window: Client, procedure, action: str, query=None, **typed):
    """The whole page, sent by one of its buttons; ``query`` of its address."""
    url = address(procedure, **(query or {}))
    values = {**place_typed(), **OWNER, "nhan-sets": "1", "action": action, **typed}
    values.setdefault("found_for", values["number"])
    values["form_token"] = hidden(page_of(window, url), "form_token")
    return window.post(url, {name: value for name, value in values.items() if value != ""})


def errors(response) -> set[str]:
    """The fields that something is wrong with."""
    return set(re.findall(r'data-error-for="([^"]+)"', response.content.decode()))


def one_of_each(like: Dossier, clerk: User, officer: User, leader: User) -> dict[str, Any]:
    """A slip on its way, a slip of guidance, an outage, and a dossier whose result was collected."""
    place = place_at(like.edition.procedure, like.agency, like.received_by)
    guidance = guiding.refuse(
        place, {"name": OWNER["owner_name"]}, Act(clerk, values={"note": "Không thuộc thẩm quyền"})
    )
    collected, *rest = received(like, clerk, 2)
    finished_on_a_slip(collected, clerk, officer)
    who = {"proof": "identity", "name": OWNER["owner_name"], "id_number": OWNER["owner_id_number"]}
    collecting.give(collected, who, (), Act(clerk))
    begun, ended = timezone.now() - timedelta(hours=5), timezone.now() - timedelta(hours=4)
    outage = outages.open_(like.received_by, begun, ended, Act(leader, values={"note": "Mất điện"}))
    slip = sent(rest, clerk)
    return {"guidance": guidance.uuid, "hand_over": slip.uuid, "outage": outage.uuid, "collected": collected.uuid}
