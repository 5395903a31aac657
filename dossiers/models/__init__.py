"""One request, from draft to result: every model of this room, those of its subjects included."""

from dossiers.composed.models import ResultDraft, ResultTemplate
from dossiers.issued.models import IssuedPaper, IssuedPaperQuerySet
from dossiers.models.attachment import Attachment, AttachmentQuerySet
from dossiers.models.dossier import Dossier, DossierQuerySet, Involvement
from dossiers.models.history import DossierEvent, NationalMessage
from dossiers.models.status import OPEN_AT_DESK, Status
from dossiers.opened.models import Opening
from dossiers.own_data.models import CopyEvent
from dossiers.results.models import CorrectionRequest, Dispatch, Result, ReturnCharge
from dossiers.supplement.models import SupplementItem, SupplementRequest
from dossiers.thread.models import CannedAnswer, Message, Reading
from dossiers.tracking.models import AskCount, ReceiptSecret

__all__ = [
    "OPEN_AT_DESK",
    "AskCount",
    "Attachment",
    "AttachmentQuerySet",
    "CannedAnswer",
    "CopyEvent",
    "CorrectionRequest",
    "Dispatch",
    "Dossier",
    "DossierEvent",
    "DossierQuerySet",
    "Involvement",
    "IssuedPaper",
    "IssuedPaperQuerySet",
    "Message",
    "NationalMessage",
    "Opening",
    "Reading",
    "ReceiptSecret",
    "Result",
    "ResultDraft",
    "ResultTemplate",
    "ReturnCharge",
    "Status",
    "SupplementItem",
    "SupplementRequest",
]
