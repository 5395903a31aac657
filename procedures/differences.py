"""What changed from one edition to the next, in words, by subject."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from portal.agencies.models import Level
from portal.templatetags.words import money
from portal.vietnamese import plain
from procedures import fee_reading, fee_rules, presentation, processes, questions
from procedures.builder.speech import in_plain_words
from procedures.builder.subjects import Subject, form_of, subjects
from procedures.models import Case, Component, Edition, Exemption, Fee
from procedures.questions.conditions import BadForm

SIMILAR = 0.6
"""Two entries of a list this much alike are one entry that changed."""


@dataclass(frozen=True)
class Piece:
    """Some words; ``mark`` is "", "-" for words that went or "+" for words that came."""

    mark: str
    text: str


@dataclass(frozen=True)
class Change:
    """``before`` is empty for what came, ``after`` for what went."""

    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        """Both texts as one, word by word."""
        old, new = self.before.split(), self.after.split()
        found = []
        for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                found.append(Piece("", " ".join(old[start:end])))
                continue
            found += [Piece("-", " ".join(old[start:end]))] if end > start else []
            found += [Piece("+", " ".join(new[begin:stop]))] if stop > begin else []
        return found


@dataclass(frozen=True)
class Section:
    """One subject, with what changed there."""

    key: str
    title: str
    changes: Sequence[Change] = field(default_factory=tuple)


def between(old: Edition, new: Edition) -> list[Section]:
    """Only the subjects where something changed, in the order a reader asks for them."""
    before, after = _subjects(old), _subjects(new)
    sections = [Section(key, title, tuple(_changes(before[key][1], lines))) for key, (title, lines) in after.items()]
    return [section for section in sections if section.changes]


CITIZENS = ("name", "papers", "time", "fees", "form", "results", "where", "requirements")
"""The subjects somebody who files must know of."""


def for_citizens(old: Edition, new: Edition) -> list[Section]:
    return [section for section in between(old, new) if section.key in CITIZENS]


def _subjects(edition: Edition) -> dict[str, tuple[str, list[str]]]:
    return {
        "name": (_("Name"), [edition.name]),
        "papers": (_("Papers to hand in"), list(_papers(edition))),
        "time": (_("Time limit"), list(_times(edition))),
        "fees": (_("Fees and charges"), list(_fees(edition))),
        "form": (_("Questions of the form"), list(_questions(edition))),
        "results": (_("What you get"), [str(result.get("name", "")) for result in edition.results]),
        "where": (_("Who handles it"), list(_where(edition))),
        "requirements": (_("Requirements"), edition.requirements.splitlines()),
        "audience": (_("Who may ask"), [str(entry) for entry in edition.audience]),
        "steps": (_("Steps"), [str(step) for group in edition.steps for step in group["steps"]]),
        "law": (_("Law"), [f"{law.get('number', '')} {law.get('name', '')}".strip() for law in edition.legal_basis]),
        "process": (_("Internal process"), list(_process(edition))),
        "online": (_("Online"), list(_online(edition))),
    }


def _of(case: Case | None) -> str:
    return f" ({case.name})" if case and case.name else ""


def _papers(edition: Edition) -> Iterator[str]:
    asked = subjects(edition, form_of(edition))
    for paper in edition.components.select_related("case"):
        count = _("originals: %(o)s, copies: %(c)s") % {"o": paper.originals, "c": paper.copies}
        required = _("required") if paper.is_required else ""
        said = (paper.name + _of(paper.case), count, paper.form_name, required, *_only_where(paper, asked), paper.note)
        yield "; ".join(part for part in said if part)


def _only_where(row: Component | Fee | Exemption, asked: Sequence[Subject]) -> Iterator[str]:
    if row.condition:
        yield _("Only where {condition}").format(condition=in_plain_words(row.condition, asked))


def _times(edition: Edition) -> Iterator[str]:
    for limit in edition.time_limits.select_related("case"):
        yield f"{limit.get_channel_display()}: {presentation.duration(limit)}{_of(limit.case)}"


def _fees(edition: Edition) -> Iterator[str]:
    asked = subjects(edition, form_of(edition))
    for fee in edition.fees.select_related("case"):
        name = f"{fee.get_channel_display()}: {fee.get_kind_display()} {fee.name} {_price(fee)}{_of(fee.case)}"
        yield "; ".join([name, *_only_where(fee, asked), *_validity(fee)])
    for exemption in edition.exemptions.all():
        name = f"{exemption.name}: −{exemption.percent} % ({exemption.ground})"
        yield "; ".join([name, *_only_where(exemption, asked), *_validity(exemption)])


def _price(fee: Fee) -> str:
    """What the rule says in general."""
    try:
        words = fee_reading.read(fee).in_general()
    except fee_rules.BadRule:
        words = ""
    return words or (_("amount not stated") if fee.amount is None else money(fee.amount))


def _validity(row: Fee | Exemption) -> Iterator[str]:
    if row.valid_from or row.valid_until:
        yield " – ".join(f"{day:%d/%m/%Y}" if day else "…" for day in (row.valid_from, row.valid_until))


def _questions(edition: Edition) -> Iterator[str]:
    try:
        form = questions.form_for(edition)
    except BadForm as problem:
        yield str(problem)
        return
    for step in form.steps:
        for question in step.questions:
            yield f"{step.title} – {question.label}" + (f" ({_('required')})" if question.is_required else "")


def _where(edition: Edition) -> Iterator[str]:
    named = list(edition.responsibilities.select_related("agency"))
    yield from (f"{part.get_part_display()}: {part}" for part in named)
    if not named:
        yield from (str(Level(level).label) for level in edition.levels if level in Level.values)


def _process(edition: Edition) -> Iterator[str]:
    for step in edition.process_steps.select_related("case"):
        hours = _("%(hours)s working hours") % {"hours": processes.said(step.hours)}
        yield f"{step.number}. {step.name}; {step.unit}; {step.get_role_display()}; {hours}{_of(step.case)}"


def _online(edition: Edition) -> Iterator[str]:
    yield _("online level %(level)s") % {"level": edition.online_level}
    yield _("paid online: %(answer)s") % {"answer": _("Yes") if edition.pays_online else _("No")}
    yield _("by public post: %(answer)s") % {"answer": _("Yes") if edition.accepts_post else _("No")}


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """What went, what came, and what is alike enough to be the same thing changed. Order alone is no change."""
    went = [line for line in before if _key(line) not in {_key(other) for other in after}]
    came = [line for line in after if _key(line) not in {_key(other) for other in before}]
    for line in came:
        old = _most_alike(line, went)
        if old is not None:
            went.remove(old)
        yield Change(old or "", line)
    yield from (Change(line, "") for line in went)


def _key(line: Any) -> str:
    return " ".join(str(line).split())


def _most_alike(line: str, others: Iterable[str]) -> str | None:
    rated = [(SequenceMatcher(None, plain(line), plain(other), autojunk=False).ratio(), other) for other in others]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= SIMILAR else None
