"""A clerk's habits at the counter: choose a procedure, type the owner's number, count the papers, receive."""

import re

from django.test import Client
from django.urls import reverse

from dossiers.act import Act
from dossiers.counter import intake
from dossiers.counter.intake import Brought, Place, Sheets
from dossiers.models import Dossier
from portal.accounts.models import User
from tests.dossiers.pages import hidden, page_of

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
