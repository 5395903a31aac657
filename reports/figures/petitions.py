"""Figures of petitions: received, answered, in time, by nature and agency, reopened. From the acts of their history, so
that a day that is over stays as it was (NĐ 20/2008/NĐ-CP Đ.20; A12)."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.models import Petition, PetitionEvent
from portal.agencies.models import Agency
from reports.figures.base import Column, Figure, Listing, Value
from reports.scope import Scope


def _acts(scope: Scope, *names: str) -> QuerySet[PetitionEvent]:
    return PetitionEvent.objects.filter(petition=OuterRef("pk"), action__in=names, at__lte=scope.at).order_by("-number")


def _received(scope: Scope) -> QuerySet[Any]:
    """Entered into the book by then, with what became of them by then; of agencies, those that one of them had."""
    last = _acts(scope, "approve", "reopen")
    found = Petition.objects.filter(Exists(_acts(scope, "receive"))).annotate(
        last=Subquery(last.values("action")[:1]),
        given=Subquery(last.values("at")[:1]),
        was_due=Subquery(last.values("due_at")[:1]),
        came_back=Exists(_acts(scope, "reopen")),
    )
    if scope.agencies is not None:
        found = found.filter(Exists(_acts(scope, "transfer").filter(handler__in=scope.agencies)))
    return found.order_by()


def _answered(scope: Scope) -> QuerySet[Any]:
    return _received(scope).filter(last="approve")


def _in_time(scope: Scope) -> QuerySet[Any]:
    return _answered(scope).filter(given__lte=F("was_due"))


def _late(scope: Scope) -> QuerySet[Any]:
    """Answered too late, or not answered though due; one that was refused is owed no answer."""
    owed = ~Q(last="approve") | Q(last__isnull=True)
    overdue = owed & Q(answer_due_at__lt=scope.at) & ~Q(status=Petition.Status.REFUSED)
    return _received(scope).filter(Q(last="approve", given__gt=F("was_due")) | overdue)


def _reopened(scope: Scope) -> QuerySet[Any]:
    return _received(scope).filter(came_back=True)


def _count(scope: Scope) -> Value:
    received = _received(scope)
    parts = {nature: received.filter(nature=nature).count() for nature in Petition.Nature.values}
    parts |= {"late": _late(scope).count(), "reopened": _reopened(scope).count()}
    return Value(_answered(scope).count(), received.count(), parts)


def _count_in_time(scope: Scope) -> Value:
    return Value(_in_time(scope).count(), _answered(scope).count())


def _agencies(scope: Scope) -> QuerySet[Agency]:
    """Those to which one was passed by then, with how many and how they answered."""
    acts = PetitionEvent.objects.filter(at__lte=scope.at).order_by()
    passed = acts.filter(action="transfer", handler=OuterRef("pk")).values("handler")
    answers = acts.filter(action="approve", agency=OuterRef("pk")).values("agency")
    found = Agency.objects.annotate(
        had=Subquery(passed.annotate(n=Count("petition", distinct=True)).values("n")),
        gave=Coalesce(Subquery(answers.annotate(n=Count("pk")).values("n")), 0),
        gave_in_time=Coalesce(Subquery(answers.filter(at__lte=F("due_at")).annotate(n=Count("pk")).values("n")), 0),
    ).filter(had__gt=0)
    return found.filter(pk__in=scope.agencies) if scope.agencies is not None else found


def _page(uuid: Any) -> str:
    return reverse("admin:feedback_petition_page", args=[uuid])


PETITION = (
    Column(_("Number in the book"), "number", width=16),
    Column(_("About"), "title", is_vietnamese=True, width=60),
    Column(_("Agency in charge"), "handler__name", is_vietnamese=True, width=44),
)
AGENCY = (
    Column(_("Agency"), "name", is_vietnamese=True, width=60),
    Column(_("Petitions passed to it"), "had", width=16),
    Column(_("Answers"), "gave", width=16),
    Column(_("Answers in time"), "gave_in_time", width=16),
)


def _listing(title: Any, rows: Any) -> Listing:
    return Listing(title, rows, PETITION, address=_page, address_path="uuid")


FIGURES = (
    Figure(
        "phan-anh",
        _("Petitions answered"),
        _("petitions"),
        _("Of the petitions entered into the book, those whose last answer was given by then and not reopened since. "
          "Late: answered after the term, or not answered though due."),
        _("book of petitions"),
        _count,
        {"conduct": _("about conduct of officials"), "rule": _("about administrative rules"), "late": _("late"),
         "reopened": _("reopened by the petitioner")},
        {"": _listing(_("Petitions answered"), _answered), "muon": _listing(_("Late petitions"), _late),
         "mo-lai": _listing(_("Reopened petitions"), _reopened),
         "co-quan": Listing(_("Petitions by agency"), _agencies, AGENCY)},
        of=_("petitions received"),
    ),
    Figure(
        "phan-anh-dung-han",
        _("Petitions answered in time"),
        _("petitions"),
        _("Of the answered ones, those whose last answer was given within its term, an extension counted in."),
        _("book of petitions"),
        _count_in_time,
        {},
        {"": _listing(_("Petitions answered in time"), _in_time)},
        of=_("answered petitions"),
    ),
)  # fmt: skip
