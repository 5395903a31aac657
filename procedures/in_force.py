"""What was law on a day: the edition in force of every procedure, from when it was published until another one was, or
until a decision abolished or replaced its procedure."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from procedures.models import Decision, DecisionLine, Edition

ENDING = (DecisionLine.Effect.REPLACED, DecisionLine.Effect.ABOLISHED)


def editions_at(instant: datetime) -> QuerySet[Edition]:
    """One for each procedure in force then. Published editions and decisions never change, so neither does this."""
    published = Edition.objects.filter(state=Edition.State.PUBLISHED, published_at__lte=instant)
    newest = published.filter(procedure=OuterRef("procedure")).order_by("-published_at", "-number").values("pk")[:1]
    ended = DecisionLine.objects.filter(
        procedure=OuterRef("procedure"),
        effect__in=ENDING,
        decision__state=Decision.State.PUBLISHED,
        decision__published_at__range=(OuterRef("published_at"), instant),
    )
    return published.filter(pk=Subquery(newest)).exclude(Exists(ended))
