"""How a dossier comes in: online by a citizen with an account, at the counter or by post."""

import uuid

from dossiers import drafts, workflow
from dossiers.act import Act
from dossiers.answers import TYPED, components, copy_out, put_answer
from dossiers.counter import intake
from dossiers.counter.intake import Brought, Place, Sheets
from dossiers.models import Attachment, Dossier
from dossiers.province import cast
from dossiers.province.courses import COURSES, ON_THE_SPOT, ONLINE, POST
from dossiers.province.filling import Asking, answers
from dossiers.province.people import Business, Person
from dossiers.province.stage import Stage
from portal.agencies.models import Agency, Role
from procedures.models import Case, Component


def enter(stage: Stage) -> None:
    """Up to acceptance, or to the submission where its course begins before. Raises ``NotYet``."""
    case = stage.case
    stage.turn(case.came)
    if case.channel != ONLINE:
        _over_the_counter(stage)
        return
    _submitted(stage)
    if COURSES[case.course].entry == "received":
        stage.turn(case.received)
        stage.do(workflow.RECEIVE, stage.clerk)


def _submitted(stage: Stage) -> None:
    agency, law = _agency(stage), _law(stage)
    draft = Dossier(uuid=uuid.uuid4(), edition=law.edition, submitter=stage.citizen)
    drafts.put(draft, drafts.Place(law, agency, "business" if stage.case.of_business else "self"))
    for name, value in _answers(stage, draft).items():
        put_answer(draft, name, value, TYPED)
    copy_out(draft)
    draft.save(force_insert=True)
    stage.dossier = draft
    for component in components(draft):
        if component.is_required:
            stored = stage.props.shelf.page("giay-to", stage.citizen)
            Attachment.objects.create(dossier=draft, component=component, stored=stored)
    stage.do(workflow.SUBMIT, stage.citizen)


def _over_the_counter(stage: Stage) -> None:
    case, agency, law = stage.case, _agency(stage), _law(stage)
    unit = stage.props.cast.agencies[case.unit]
    place = Place(law, agency, unit, case.channel, "business" if case.of_business else "self")
    blank = place.unsaved()
    given = _answers(stage, blank)
    for name, value in given.items():
        put_answer(blank, name, value, TYPED)
    sheets = [_sheets(one) for one in components(blank) if one.is_required]
    brought = Brought(
        place, given, sheets, consignment=f"EB{case.number:09d}VN" if case.channel == POST else "",
        complete_at=stage.at if case.channel == POST else None,
    )  # fmt: skip
    clerk = stage.props.cast.official(unit, Role.CLERK, stage.chance)
    if case.course == ON_THE_SPOT:
        act = Act(clerk, stage.at, {"result_number": f"{case.number}/CT-SCT"})
        stage.dossier = intake.receive_and_return(brought, act)
    else:
        stage.dossier = intake.take_in(brought, Act(clerk, stage.at))


def _sheets(component: Component) -> Sheets:
    """As many as its record says, an original where it says nothing."""
    return Sheets(component, originals=max(component.originals, 1), photocopies=component.copies)


def _agency(stage: Stage) -> Agency:
    return stage.props.cast.agencies[stage.case.agency]


def _law(stage: Stage) -> Case:
    return stage.props.cast.first_case(stage.case.procedure)


def _answers(stage: Stage, dossier: Dossier) -> dict[str, object]:
    """What its form asks of this owner, and how the result is to go back."""
    case = stage.case
    asking = Asking(case.procedure, owner(stage), stage.props.cast.commune(case.agency), case.back)
    return answers(dossier, asking, stage.chance)


def owner(stage: Stage) -> Person | Business:
    make = cast.business if stage.case.of_business else cast.person
    return make(stage.case.serial, stage.props.seed)
