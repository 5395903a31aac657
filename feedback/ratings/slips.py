"""What a rater is asked, as dated sets: each rating keeps the key of the one it was given under.

Văn phòng UBND tỉnh designs the slip (TT 01/2018/TT-VPCP Đ.12); this one is built from NĐ 61/2018/NĐ-CP Đ.31 and the
province's own questionnaire of 2016 (assumed). A set that was used is never edited: another one is put before it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.models.ratings import LOW, Stage

Words = str | Promise
BOTH = frozenset(Stage)
RECEPTION, RESULT = frozenset({Stage.RECEPTION}), frozenset({Stage.RESULT})


@dataclass(frozen=True)
class Question:
    """``choices`` from best to worst; ``on_kiosk``: one of the few that a tablet asks."""

    key: str
    label: Words
    choices: Mapping[str, Words]
    stages: frozenset[Stage] = BOTH
    hint: Words = ""
    is_required: bool = False
    on_kiosk: bool = False
    is_online_only: bool = False


@dataclass(frozen=True)
class Slip:
    key: str
    since: date
    questions: tuple[Question, ...]

    def asked(self, stage: str, *, online: bool) -> Iterator[Question]:
        for question in self.questions:
            if stage in question.stages and (online or not question.is_online_only):
                yield question

    def question(self, key: str) -> Question:
        """Raises ``KeyError``."""
        return {question.key: question for question in self.questions}[key]


OVERALL, ATTITUDE, COSTS = "overall", "attitude", "costs"
PAID, UNSATISFIED = "paid", "not"
SCORES: Mapping[str, Words] = {
    "5": _("Very satisfied"),
    "4": _("Satisfied"),
    "3": _("So-so"),
    "2": _("Not satisfied"),
    "1": _("Not satisfied at all"),
}
THREE: Mapping[str, Words] = {"very": _("Very satisfied"), "yes": _("Satisfied"), UNSATISFIED: _("Not satisfied")}
HOW_OFTEN: Mapping[str, Words] = {"0": _("Never"), "1": _("Once"), "more": _("More than once")}

OF_2018 = Slip(
    "2018",
    date(2018, 6, 21),
    (
        Question(OVERALL, _("All in all, how satisfied are you?"), SCORES, is_required=True, on_kiosk=True),
        Question("time", _("When did you get the result?"),
                 {"early": _("Before the date"), "on_time": _("On the date"), "late": _("After the date")}, RESULT),
        Question("contacts", _("How often did you have to come or call to complete the dossier?"), HOW_OFTEN, RESULT,
                 _("After it was handed in.")),
        Question("agencies", _("How many agencies did you have to contact to complete it?"),
                 {"0": _("None"), "1": _("One"), "more": _("More than one")}, RESULT),
        Question("information", _("Was what the portal and the notice boards say of the procedure complete?"),
                 {"full": _("Yes, complete"), "part": _("No, something was missing or wrong")}),
        Question(ATTITUDE, _("How were you treated by the officials?"), THREE, on_kiosk=True),
        Question("explained", _("Was it explained to you clearly and in time?"),
                 {"yes": _("Yes"), "no": _("No")}, RECEPTION),
        Question(COSTS, _("Did anybody ask you for money outside the rules?"),
                 {"none": _("No"), PAID: _("Yes")}),
        Question("online", _("How convenient was it online?"),
                 {"easy": _("Convenient"), "so": _("So-so"), "hard": _("Not convenient")}, is_online_only=True),
    ),
)  # fmt: skip
SLIPS = (OF_2018,)
"""The newest first."""


def in_force(day: date) -> Slip:
    return next((slip for slip in SLIPS if slip.since <= day), SLIPS[-1])


def slip_of(key: str) -> Slip:
    """The one a rating was given under. Raises ``KeyError``."""
    return {slip.key: slip for slip in SLIPS}[key]


def is_low(answers: Mapping[str, str]) -> bool:
    """What calls for an answer when it comes with words: an unsatisfied rater, or money outside the rules (assumed)."""
    return int(answers[OVERALL]) <= LOW or answers.get(ATTITUDE) == UNSATISFIED or answers.get(COSTS) == PAID
