"""Where a dossier can stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.IntegerChoices):
    """The ten national statuses (A5; protocols §4.2), and the draft the nation never sees."""

    DRAFT = 0, _("Draft")
    SUBMITTED = 1, _("Submitted")
    RECEIVED = 2, _("Received")
    REFUSED = 3, _("Not received")
    IN_PROCESS = 4, _("In process")
    SUPPLEMENT = 5, _("Waiting for a supplement")
    FINANCIAL_DUTY = 6, _("Waiting for payment")
    WITHDRAWN = 7, _("Withdrawn")
    STOPPED = 8, _("Stopped")
    FINISHED = 9, _("Result ready")
    HANDED_OVER = 10, _("Result handed over")

    @property
    def is_final(self) -> bool:
        return self in {Status.REFUSED, Status.WITHDRAWN, Status.HANDED_OVER}


OPEN_AT_DESK = (
    Status.SUBMITTED,
    Status.RECEIVED,
    Status.IN_PROCESS,
    Status.SUPPLEMENT,
    Status.FINANCIAL_DUTY,
    Status.FINISHED,
)
