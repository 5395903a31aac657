"""The rows of an edition in words: a line of a list each, for people who never see how a row is kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.templatetags.words import money, vietnamese
from procedures import fee_reading, fee_rules, presentation, processes
from procedures.builder.speech import in_words
from procedures.builder.subjects import Subject
from procedures.editing import families, versions
from procedures.editing.families import Family
from procedures.editing.kinds import KINDS, Kind
from procedures.models import Case, Channel, Component, Edition, Exemption, Fee, ProcessStep, Responsibility, TimeLimit

Text = str | Promise
"""Escaped where it is not yet safe."""


@dataclass(frozen=True)
class Line:
    """A row of a list: its name, one text for each further column, and what is said in smaller letters below."""

    pk: int
    title: Text
    cells: Sequence[Text]
    notes: Sequence[Text] = ()


@dataclass(frozen=True)
class Table:
    """All rows of a kind; ``heads`` has one more than each line has cells."""

    kind: Kind
    heads: Sequence[Text]
    lines: Sequence[Line] = field(default_factory=list)
    version: str = ""

    @property
    def rows(self) -> list[tuple[Line, list[tuple[Text, Text]]]]:
        """Each line with its cells, which name themselves by the head of their column."""
        return [(line, list(zip(self.heads[1:], line.cells, strict=True))) for line in self.lines]


def table(edition: Edition, key: str, subjects: Sequence[Subject]) -> Table:
    kind = KINDS[key]
    heads, say = WORDS[key]
    lines = [say(family, subjects) for family in families.families(edition, kind)]
    return Table(kind, heads, lines, versions.of_rows(kind.rows(edition)))


def line(family: Family, key: str, subjects: Sequence[Subject]) -> Line:
    return WORDS[key][1](family, subjects)


def of_case(case: Case | None) -> Text:
    if case is None:
        return _("all cases")
    return vietnamese(case.name) if case.name else str(case)


def _only_where(row: Any, subjects: Sequence[Subject]) -> Iterator[Text]:
    if row.condition:
        yield format_html(_("Only where {condition}"), condition=in_words(row.condition, subjects))


def _validity(row: Fee | Exemption) -> Iterator[Text]:
    days = {"first": _day(row.valid_from), "last": _day(row.valid_until)}
    if row.valid_from and row.valid_until:
        yield _("Valid from %(first)s to %(last)s") % days
    elif row.valid_from:
        yield _("Valid from %(first)s on") % days
    elif row.valid_until:
        yield _("Valid until %(last)s") % days


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _said(label: str, text: str) -> Iterator[Text]:
    if text:
        yield format_html("{}: {}", label, vietnamese(text))


# --- One kind each ----------------------------------------------------------------------------


def _case(family: Family, subjects: Sequence[Subject]) -> Line:
    case: Case = family.head
    return Line(case.pk, of_case(case), [str(case.number)])


def _paper(family: Family, subjects: Sequence[Subject]) -> Line:
    paper: Component = family.head
    named = [*_said(_("Form"), paper.form_name or (paper.form_file.name if paper.form_file else ""))]
    replaced = [*_said(_("May be replaced by the result"), paper.replaced_by_result)]
    notes = [*named, *replaced, *_only_where(paper, subjects), *_said(_("Note"), paper.note)]
    must = _("must be there") if paper.is_required else _("where there is one")
    return Line(paper.pk, vietnamese(paper.name), [copies(paper), must, of_case(paper.case)], notes)


def ways(family: Family) -> str:
    """How it may be handed in for the rows of a family to count."""
    channels = [row.channel for row in family.rows]
    if set(channels) == set(Channel.values):
        return _("every way")
    return capfirst(", ".join(str(Channel(channel).label) for channel in Channel.values if channel in channels))


def copies(paper: Component) -> str:
    """How many of which: 1 original, 2 copies."""
    counted = [(_("%(n)s original"), paper.originals), (_("%(n)s copy"), paper.copies)]
    return ", ".join(words % {"n": number} for words, number in counted if number) or _("only to be shown")


def _time_limit(family: Family, subjects: Sequence[Subject]) -> Line:
    limit: TimeLimit = family.head
    cells = [ways(family), of_case(limit.case)]
    return Line(limit.pk, capfirst(presentation.duration(limit)), cells, [*_said(_("As published"), limit.text)])


def _fee(family: Family, subjects: Sequence[Subject]) -> Line:
    fee: Fee = family.head
    name = vietnamese(fee.name) if fee.name else capfirst(fee.get_kind_display())
    law = [*_said(_("Legal basis"), fee.legal_basis), *_said(_("As published"), fee.text)]
    cells = [price(fee), ways(family), of_case(fee.case)]
    return Line(fee.pk, name, cells, [*_only_where(fee, subjects), *_validity(fee), *law])


def price(fee: Fee) -> Text:
    """What its rule says in general; what is wrong with the rule, where it cannot be read."""
    try:
        words = fee_reading.read(fee).in_general() or money(fee.amount)
    except fee_rules.BadRule as bad:
        return format_html('<strong class="fault">{}</strong>', bad)
    return vietnamese(words) if fee.per else words


def _exemption(family: Family, subjects: Sequence[Subject]) -> Line:
    exemption: Exemption = family.head
    less = _("%(percent)s %% less") % {"percent": exemption.percent}
    share = less if exemption.percent < 100 else _("nothing to pay")
    of = vietnamese(str(exemption.fee)) if exemption.fee else _("all fees and charges")
    law = [*_said(_("Ground"), exemption.ground), *_said(_("Proven by"), exemption.evidence)]
    notes = [*_only_where(exemption, subjects), *_validity(exemption), *law]
    return Line(exemption.pk, vietnamese(exemption.name), [share, of], notes)


def _responsibility(family: Family, subjects: Sequence[Subject]) -> Line:
    part: Responsibility = family.head
    who = vietnamese(part.agency.name) if part.agency else _("every agency of this level")
    return Line(part.pk, who, [capfirst(part.get_level_display()), part.get_part_display()])


def _step(family: Family, subjects: Sequence[Subject]) -> Line:
    step: ProcessStep = family.head
    name = format_html("{}. {}", step.number, vietnamese(step.name))
    role = step.get_role_display()
    who = format_html("{} · {}", vietnamese(step.unit), role) if step.unit else role
    return Line(step.pk, name, [who, processes.said(step.hours), of_case(step.case)])


@dataclass(frozen=True)
class Summed:
    """The hours of a case's steps in words; ``differs`` is empty where they fit."""

    case: Text
    words: str
    differs: str
    is_compared: bool


def summed(edition: Edition, tried: ProcessStep | None = None) -> list[Summed]:
    return [_summed(found) for found in processes.sums(edition, tried)]


def _summed(found: processes.Sum) -> Summed:
    take = processes.said(found.take)
    if found.may is None:
        words = _("%(take)s working hours; the time limit is not counted in working time") % {"take": take}
        return Summed(of_case(found.case), words, "", is_compared=False)
    words = _("%(take)s of %(may)s working hours") % {"take": take, "may": processes.said(found.may)}
    missing = found.may - found.take
    hours = processes.said(abs(missing))
    differs = _("%(hours)s hours missing") if missing > 0 else _("%(hours)s hours too many")
    return Summed(of_case(found.case), words, "" if found.fits else differs % {"hours": hours}, is_compared=True)


Say = Callable[[Family, Sequence[Subject]], Line]
WORDS: dict[str, tuple[tuple[Text, ...], Say]] = {
    "case": ((gettext_lazy("Case"), gettext_lazy("Number")), _case),
    "paper": (
        (gettext_lazy("Paper"), gettext_lazy("How many"), gettext_lazy("Required"), gettext_lazy("Case")),
        _paper,
    ),
    "time": (
        (gettext_lazy("Time limit"), gettext_lazy("How it is handed in"), gettext_lazy("Case")),
        _time_limit,
    ),
    "fee": (
        (
            gettext_lazy("Fee or charge"), gettext_lazy("How much"), gettext_lazy("How it is handed in"),
            gettext_lazy("Case"),
        ),
        _fee,
    ),
    "exemption": ((gettext_lazy("Who"), gettext_lazy("Pays"), gettext_lazy("Of which fee")), _exemption),
    "agency": ((gettext_lazy("Agency"), gettext_lazy("Level"), gettext_lazy("Does what")), _responsibility),
    "step": (
        (gettext_lazy("Internal step"), gettext_lazy("Who"), gettext_lazy("Working hours"), gettext_lazy("Case")),
        _step,
    ),
}  # fmt: skip
"""By kind: the heads of the columns, and how a row is said."""
