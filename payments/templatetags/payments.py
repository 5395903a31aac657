"""What a dossier's page says of its money."""

from typing import Any

from django import template

from dossiers.models import Dossier
from payments import shown

register = template.Library()


@register.inclusion_tag("payments/_card.html")
def payment_card(dossier: Dossier, may_pay: object) -> dict[str, Any]:
    """What is still to be paid and what was; ``may_pay``: whether whoever looks is the applicant."""
    owed = shown.of_dossier(dossier)
    return {
        "dossier": dossier,
        "missing": sum(one.missing for one in owed),
        "receipts": [receipt for one in owed for receipt in one.receipts],
        "refunds": [refund for one in owed for refund in one.refunds],
        "is_looked_into": any(one.is_looked_into for one in owed),
        "is_awaited": any(one.is_awaited for one in owed if one.missing),
        "may_pay": bool(may_pay) and shown.may_pay(dossier),
        "parts": [one for one in owed if one.missing],
    }
