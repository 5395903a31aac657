"""Figures of questions and answers: asked, answered in time or late, still open, by the term of NĐ 43/2011 Đ.17."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, When
from django.db.models import Value as Text
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.models import Enquiry
from reports.figures.base import Column, Figure, Listing, Value
from reports.scope import Scope

IN_TIME, LATE, OPEN, OVERDUE, ELSEWHERE = "in_time", "late", "open", "overdue", "elsewhere"
STATES = {
    IN_TIME: _("answered in time"),
    LATE: _("answered late"),
    OPEN: _("open, in time"),
    OVERDUE: _("open, overdue"),
    ELSEWHERE: _("answered elsewhere, or no question"),
}


def _asked(scope: Scope) -> QuerySet[Any]:
    """Asked by then, each with how it stood then. Of an agency those it has in hand."""
    asked = Enquiry.objects.filter(sent_at__lte=scope.at).order_by()
    if scope.agencies is not None:
        asked = asked.filter(handler__in=scope.agencies)
    stood = Case(
        When(Q(answered_at__lte=scope.at) & Q(answered_at__lte=F("answer_due_at")), then=Text(IN_TIME)),
        When(answered_at__lte=scope.at, then=Text(LATE)),
        When(closed_at__lte=scope.at, then=Text(ELSEWHERE)),
        When(answer_due_at__lt=scope.at, then=Text(OVERDUE)),
        default=Text(OPEN),
        output_field=CharField(),
    )
    return asked.annotate(stood=stood)


def _standing(*states: str) -> Callable[[Scope], QuerySet[Enquiry]]:
    return lambda scope: _asked(scope).filter(stood__in=states)


def _count(scope: Scope) -> Value:
    asked: QuerySet[Any] = _asked(scope)
    counts = Counter(asked.values_list("stood", flat=True))
    return Value(counts[IN_TIME], counts[IN_TIME] + counts[LATE], {state: counts[state] for state in STATES})


COLUMNS = (
    Column(_("Question"), "title", is_vietnamese=True, width=60),
    Column(_("Agency that answers"), "handler__name", is_vietnamese=True, width=44),
    Column(_("Field"), "field__name", is_vietnamese=True, width=36),
    Column(_("Asked"), "sent_at"),
    Column(_("Answer due"), "answer_due_at"),
    Column(_("Answered"), "answered_at"),
)


def _page(uuid: Any) -> str:
    return reverse("admin:feedback_enquiry_page", args=[uuid])


def _listing(title: Any, *states: str) -> Listing:
    return Listing(title, _standing(*states), COLUMNS, address=_page, address_path="uuid")


FIGURES = (
    Figure(
        "hoi-dap",
        _("Questions answered in time"),
        _("questions"),
        _("Of the questions answered by then, those within 15 working days of their arrival, or of the asker's reply; "
          "an agency counts those it has in hand."),
        _("book of questions"),
        _count,
        STATES,
        {"": _listing(_("Answered in time"), IN_TIME),
         "con-lai": _listing(_("Answered late"), LATE),
         "dang-mo": _listing(_("Open, by agency"), OPEN, OVERDUE),
         "qua-han": _listing(_("Open and overdue"), OVERDUE)},
        of=_("questions answered"),
    ),
)  # fmt: skip
