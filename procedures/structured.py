"""A procedure for machines: schema.org's GovernmentService as JSON-LD."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from procedures import fees, presentation
from procedures.fees import Line
from procedures.models import Channel, Procedure
from procedures.sheet import Sheet

PROVINCE = {"@type": "AdministrativeArea", "name": "Bắc Giang"}
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
"""So that no text of a record can end the script element."""


def address(code: str) -> str:
    """The one public address of a procedure's page."""
    return f"{settings.PORTAL_URL}{reverse('procedure', args=[code])}"


def government_service(procedure: Procedure, sheet: Sheet, lines: list[Line], description: str) -> SafeString:
    """The document, ready to stand in ``<script type="application/ld+json">``."""
    edition = sheet.edition
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": edition.name,
        "identifier": procedure.code,
        "url": address(procedure.code),
        "description": description,
        "serviceType": edition.field.name,
        "areaServed": PROVINCE,
        "jurisdiction": PROVINCE,
        "provider": [
            {"@type": "GovernmentOrganization", "name": name, "areaServed": PROVINCE}
            for name in presentation.deciding(edition)
        ],
        "audience": [{"@type": "Audience", "audienceType": who} for who in edition.audience],
        "serviceOutput": [{"@type": "Thing", "name": name} for name in presentation.results(edition)],
    }
    if procedure.is_used:
        document["availableChannel"] = [_channel(procedure.code, channel) for channel in sheet.channels]
        document["offers"] = _offers(lines)
    text = json.dumps({key: value for key, value in document.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPED))  # noqa: S308  (escaped for a script element one line above)


def _channel(code: str, channel: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "@type": "ServiceChannel",
        "name": str(Channel(channel).label),
        "availableLanguage": "vi",
    }
    if channel == Channel.ONLINE:
        entry["serviceUrl"] = f"{settings.PORTAL_URL}{reverse('start_dossier', args=[code])}"
    return entry


def _offers(lines: list[Line]) -> dict[str, Any]:
    """Only a price that is known."""
    total = fees.total(lines)
    return {} if total is None else {"@type": "Offer", "price": total, "priceCurrency": "VND"}
