"""Handing a dossier over to the agency that is to decide it instead; its code stays."""

from django.db.models import QuerySet

from dossiers.act import Act
from dossiers.models import Dossier, Involvement
from dossiers.process import course
from dossiers.process.plan import plan
from dossiers.process.refusals import NoOtherAgency, NotADecidingAgency, ReasonMissing
from portal.agencies.models import Agency

DECIDING = Involvement.Part.DECIDING
TO = "to"


def others(dossier: Dossier) -> QuerySet[Agency]:
    """Who else decides this procedure (NĐ 61/2018 Đ.14)."""
    return dossier.edition.receivers().exclude(pk=dossier.agency_id)


def may_transfer(dossier: Dossier, act: Act) -> None:
    """Raises ``NoOtherAgency``."""
    if not others(dossier).exists():
        raise NoOtherAgency


def transfer(dossier: Dossier, act: Act) -> None:
    """``values``: ``to``, ``note`` (the citizen reads it). What was proposed here holds no longer; opinions asked for
    are waited for by the new agency. Its process begins with its first step.

    Raises ``NotADecidingAgency`` or ``ReasonMissing``.
    """
    agency = act.values.get(TO)
    if not isinstance(agency, Agency) or not others(dossier).filter(pk=agency.pk).exists():
        raise NotADecidingAgency
    if not act.text("note").strip():
        raise ReasonMissing
    course.withdraw_approvals(dossier, act)
    course.end_all(dossier, course.Outcome.TRANSFERRED, act)
    course.leave(dossier, None, DECIDING, act.at)
    course.involve(dossier, agency, DECIDING, act.at)
    dossier.agency = agency
    course.begin(dossier, plan(dossier).inner[0], act.at)
