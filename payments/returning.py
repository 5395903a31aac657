"""What the rule proposes to pay back: of dossiers that were not received, or withdrawn before anybody worked on them,
all that was paid; of those refused after appraisal the charges; of others what is more than is owed.

A sweep over what is there, not over what happened: killed or late it proposes the same, and twice it proposes once.
What a person has declined is not proposed by the rule again.
"""

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from dossiers.models import Result, Status
from payments import asking, refunding
from payments.models import Assessment, Line, PaymentRequest

FOUND = """
WITH booked AS (
    SELECT request_id AS id, sum(amount) AS amount FROM payments_entry WHERE request_id IS NOT NULL
    GROUP BY request_id HAVING sum(amount) > 0
)
SELECT request.id
FROM booked JOIN payments_paymentrequest request USING (id)
JOIN dossiers_dossier dossier ON dossier.id = request.account_id
WHERE booked.amount > coalesce((
        SELECT sum(refund.amount) FROM payments_refund refund
        WHERE refund.request_id = request.id AND refund.state IN ('proposed', 'approved', 'sent')
    ), 0) + CASE
    WHEN dossier.status = %(refused)s OR request.withdrawn_at IS NOT NULL THEN 0
    WHEN dossier.status = %(withdrawn)s THEN CASE WHEN EXISTS (
        SELECT 1 FROM dossiers_dossierevent event
        WHERE event.dossier_id = dossier.id AND event.status = %(in_process)s
    ) THEN booked.amount ELSE 0 END
    ELSE (
        SELECT coalesce(sum(line.amount), 0) FROM payments_line line WHERE line.assessment_id = (
            SELECT id FROM payments_assessment WHERE request_id = request.id ORDER BY number DESC LIMIT 1
        )
    ) END
AND NOT EXISTS (
    SELECT 1 FROM payments_refund refund WHERE refund.request_id = request.id AND refund.state = 'refused'
)
ORDER BY request.id LIMIT %(most)s
"""


def sweep(most: int = 500) -> int:
    """How many refunds were proposed."""
    for request in _charged_for_a_refusal(most):
        asking.reckon(request.dossier)
    found = PaymentRequest.objects.filter(pk__in=_found(most)).select_related("account__dossier").order_by("pk")
    return sum(len(refunding.by_rule(request)) for request in found)


def _charged_for_a_refusal(most: int) -> QuerySet[PaymentRequest]:
    """Assessed by the rules, with a charge, before the matter was refused."""
    refused = Result.objects.current().filter(is_refusal=True).values("dossier")
    latest = Assessment.objects.filter(request=OuterRef("pk")).order_by("-number")
    fees = PaymentRequest.objects.standing().filter(kind=PaymentRequest.Kind.FEES, account__dossier__in=refused)
    by_rules = fees.annotate(last=Subquery(latest.values("pk")[:1]), by=Subquery(latest.values("by")[:1]))
    charged = Line.objects.filter(assessment=OuterRef("last"), kind=Line.Kind.CHARGE, amount__gt=0)
    return by_rules.filter(Exists(charged), by__isnull=True).select_related("account__dossier").order_by("pk")[:most]


def _found(most: int) -> list[int]:
    statuses = {"refused": Status.REFUSED, "withdrawn": Status.WITHDRAWN, "in_process": Status.IN_PROCESS}
    with connection.cursor() as cursor:
        cursor.execute(FOUND, {**{name: int(status) for name, status in statuses.items()}, "most": most})
        return [row[0] for row in cursor.fetchall()]
