"""One request, from draft to result: every model of this room, those of its subjects included."""

from dossiers.assured.models import NeededAssurance
from dossiers.backfill.models import OldDossier
from dossiers.composed.models import ResultDraft, ResultTemplate
from dossiers.counter.models import (
    BookNumber,
    Collection,
    CounterIntake,
    CounterScan,
    Guidance,
    HandOver,
    HandOverItem,
    Outage,
    PaperTaken,
)
from dossiers.desk.models import Export, Label, LabelMark, Place, PrivateNote, SavedList, Words
from dossiers.inward.models import AwaitedFile, NationalSubmission
from dossiers.issued.models import IssuedPaper, IssuedPaperQuerySet
from dossiers.link.models import LinkAlarm, LinkDecision, LinkStanding
from dossiers.models.attachment import Attachment, AttachmentQuerySet
from dossiers.models.dossier import Dossier, DossierQuerySet, Involvement
from dossiers.models.history import DossierEvent, NationalMessage
from dossiers.models.status import OPEN_AT_DESK, Status
from dossiers.opened.models import Opening
from dossiers.own_data.models import CopyEvent
from dossiers.process.models import Approval, Opinion, Task, TaskQuerySet, Verification
from dossiers.reconciliation.models import Mismatch, Reconciliation
from dossiers.results.models import CorrectionRequest, Dispatch, Result, ReturnCharge
from dossiers.supplement.models import SupplementItem, SupplementRequest
from dossiers.terms.models import Apology, Hold, Reminder, SupplementProposal, TermWarning, YearCounter
from dossiers.thread.models import CannedAnswer, Message, Reading
from dossiers.tracking.models import AskCount, ReceiptSecret

__all__ = [
    "OPEN_AT_DESK",
    "Apology",
    "Approval",
    "AskCount",
    "Attachment",
    "AttachmentQuerySet",
    "AwaitedFile",
    "BookNumber",
    "CannedAnswer",
    "Collection",
    "CopyEvent",
    "CorrectionRequest",
    "CounterIntake",
    "CounterScan",
    "Dispatch",
    "Dossier",
    "DossierEvent",
    "DossierQuerySet",
    "Export",
    "Guidance",
    "HandOver",
    "HandOverItem",
    "Hold",
    "Involvement",
    "IssuedPaper",
    "IssuedPaperQuerySet",
    "Label",
    "LabelMark",
    "LinkAlarm",
    "LinkDecision",
    "LinkStanding",
    "Message",
    "Mismatch",
    "NationalMessage",
    "NationalSubmission",
    "NeededAssurance",
    "OldDossier",
    "Opening",
    "Opinion",
    "Outage",
    "PaperTaken",
    "Place",
    "PrivateNote",
    "Reading",
    "ReceiptSecret",
    "Reconciliation",
    "Reminder",
    "Result",
    "ResultDraft",
    "ResultTemplate",
    "ReturnCharge",
    "SavedList",
    "Status",
    "SupplementItem",
    "SupplementProposal",
    "SupplementRequest",
    "Task",
    "TaskQuerySet",
    "TermWarning",
    "Verification",
    "Words",
    "YearCounter",
]
