"""A case performed: it comes in, its moves follow one another within its time, and it rests where the present is."""

from dossiers.models import Dossier
from dossiers.province.courses import COURSES, ORDINARY
from dossiers.province.entry import enter
from dossiers.province.moves import give_back
from dossiers.province.plan import Case
from dossiers.province.stage import NotYet, Props, Stage
from dossiers.province.waiting_moves import MOVES


def play(case: Case, props: Props) -> Dossier | None:
    """The dossier, as far as it has come; ``None`` where it has not come in yet. Raises what the workflow raises."""
    stage = Stage(props, case, props.office.instant(case.came))
    try:
        enter(stage)
        _moves(stage)
    except NotYet:
        pass
    return getattr(stage, "dossier", None)


def _moves(stage: Stage) -> None:
    case, course = stage.case, COURSES[stage.case.course]
    for place, name in enumerate(course.moves, start=1):
        stage.turn(case.received + case.minutes * place // len(course.moves))
        MOVES[name](stage)
    if case.course in ORDINARY:
        give_back(stage)
