"""What machines read on a procedure's page is valid by schema.org, and true."""

import json
import re

import pytest
from django.test import Client

from procedures.models import Fee, Procedure
from tests.factories import ProcedureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rewritable", "calendar")]

THING = {"name": str, "description": str, "identifier": str, "url": "address"}
TYPES = {
    "GovernmentService": THING
    | {
        "serviceType": str,
        "areaServed": "AdministrativeArea",
        "jurisdiction": "AdministrativeArea",
        "provider": "GovernmentOrganization",
        "audience": "Audience",
        "serviceOutput": "Thing",
        "availableChannel": "ServiceChannel",
        "offers": "Offer",
    },
    "AdministrativeArea": THING,
    "GovernmentOrganization": THING | {"areaServed": "AdministrativeArea"},
    "Audience": THING | {"audienceType": str},
    "Thing": THING,
    "ServiceChannel": THING | {"serviceUrl": "address", "availableLanguage": str},
    "Offer": THING | {"price": int, "priceCurrency": str},
}
"""Of schema.org's types those used here, with the properties they may have and what these expect."""


def document(procedure: Procedure) -> dict:
    page = Client().get(f"/thu-tuc/{procedure.code}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1])


def check(node: dict) -> None:
    properties = TYPES[node["@type"]]
    for name, value in node.items():
        if not name.startswith("@"):
            for single in value if isinstance(value, list) else [value]:
                check_value(properties[name], single)


def check_value(expected, value) -> None:
    if expected == "address":
        assert re.fullmatch(r"https?://\S+", value)
    elif isinstance(expected, str):
        assert value["@type"] == expected
        check(value)
    else:
        assert isinstance(value, expected)
        assert value != ""


def test_only_properties_that_the_type_has_are_used(procedure):
    Fee.objects.create(edition=procedure.current, channel="2", number=1, name="Lệ phí", amount=8000)
    found = document(procedure)
    assert (found["@context"], found["@type"]) == ("https://schema.org", "GovernmentService")
    check(found)


def test_a_property_that_is_none_is_noticed(procedure):
    with pytest.raises(KeyError):
        check(document(procedure) | {"inLanguage": "vi"})


def test_every_way_to_file_is_a_channel_and_the_one_online_has_its_address(procedure):
    channels = {entry["name"]: entry.get("serviceUrl", "") for entry in document(procedure)["availableChannel"]}
    assert channels["trực tuyến"].endswith(f"/thu-tuc/{procedure.code}/nop-ho-so/")
    assert channels["trực tiếp"] == ""


def test_a_retired_one_offers_nothing():
    retired = ProcedureFactory()
    Procedure.objects.filter(pk=retired.pk).update(is_used=False)
    assert not {"availableChannel", "offers"} & document(retired).keys()
