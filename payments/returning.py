"""What the rule proposes to pay back: of dossiers that were refused, or withdrawn before anybody worked on them, all
that was paid; of others what is more than is owed.

A sweep over what is there, not over what happened: killed or late it proposes the same, and twice it proposes once.
What a person has declined is not proposed by the rule again.
"""

from django.db import connection

from dossiers.models import Status
from payments import refunding
from payments.models import PaymentRequest

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
    found = PaymentRequest.objects.filter(pk__in=_found(most)).select_related("account__dossier").order_by("pk")
    return sum(len(refunding.by_rule(request)) for request in found)


def _found(most: int) -> list[int]:
    statuses = {"refused": Status.REFUSED, "withdrawn": Status.WITHDRAWN, "in_process": Status.IN_PROCESS}
    with connection.cursor() as cursor:
        cursor.execute(FOUND, {**{name: int(status) for name, status in statuses.items()}, "most": most})
        return [row[0] for row in cursor.fetchall()]
