"""Money on the desk's start page and on a dossier's page there."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import template
from django.db.models import Count, Sum
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import workflow
from dossiers.models import Dossier
from dossiers.terms.steps import ASK_DUTY
from payments import shown, tellers
from payments.admin.requests import of_user
from payments.models import Receipt, Refund, WorkItem
from payments.providers import PROVIDERS
from portal.accounts.models import User

register = template.Library()
MOST = 1000
"""Of fees not paid no more are counted: the start page is opened often."""


@dataclass(frozen=True)
class Heap:
    name: str
    label: str | Promise
    number: int
    address: str
    is_pressing: bool = False


@register.filter
def provider_label(name: str) -> str:
    """The way of paying in words."""
    return str(PROVIDERS[name].label) if name in PROVIDERS else name


@register.inclusion_tag("admin/payments/_work.html", takes_context=True)
def money_work(context: Context) -> dict[str, Any]:
    """The heaps of cashiers and leaders, and what was taken today; nothing for others."""
    user = context["request"].user
    return {"heaps": _heaps(user), "takings": _takings(user)} if tellers.handles_money(user) else {"heaps": []}


def _heaps(user: User) -> list[Heap]:
    refunds = Refund.objects.reached_by(user)
    items, back = reverse("admin:payments_workitem_changelist"), reverse("admin:payments_refund_changelist")
    to_approve = refunds.filter(state=Refund.State.PROPOSED).exclude(proposed_by=user).count()
    to_send = refunds.filter(state=Refund.State.APPROVED).exclude(decided_by=user).count()
    unpaid = len(of_user(user).values_list("pk", flat=True)[:MOST])
    return [
        Heap("work", gettext_lazy("Money to look into"), WorkItem.objects.open().reached_by(user).count(), items, True),
        Heap("approve", gettext_lazy("Refunds to approve"), to_approve, f"{back}?viec=duyet", True),
        Heap("send", gettext_lazy("Refunds to send"), to_send, f"{back}?viec=chuyen", True),
        Heap("unpaid", gettext_lazy("Fees not paid yet"), unpaid, reverse("admin:payments_paymentrequest_changelist")),
    ]


def _takings(user: User) -> list[tuple[str, int, int]]:
    """(way, amount, receipts) since midnight."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    today = Receipt.objects.reached_by(user).filter(issued_at__gte=midnight, replaces__isnull=True).order_by()
    sums = today.values("entry__settlement__provider").annotate(total=Sum("amount"), number=Count("pk"))
    found = [(provider_label(one["entry__settlement__provider"]), one["total"], one["number"]) for one in sums]
    return sorted(found) or [(_("Nothing yet"), 0, 0)]


@register.inclusion_tag("admin/payments/_panel.html", takes_context=True)
def money_panel(context: Context, dossier: Dossier) -> dict[str, Any]:
    """On the dossier's page: what is owed and was paid, and what this official may do about it."""
    user = context["request"].user
    owed = shown.of_dossier(dossier)
    items = WorkItem.objects.open().reached_by(user).filter(account=dossier.pk).select_related("settlement")
    return {
        "dossier": dossier,
        "shown": owed,
        "items": items,
        "may_take": any(one.missing for one in owed) and shown.may_pay(dossier) and tellers.may_take(dossier, user),
        "may_assess": tellers.may_assess(dossier, user),
        "may_ask_duty": ASK_DUTY in workflow.available(dossier, user),
        "handles_money": tellers.handles_money(user),
    }
