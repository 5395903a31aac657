"""The start page of whoever looks after the catalogue: work first, then the places by what one does there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from procedures import desk_work

register = template.Library()
RIGHT = "procedures.change_edition"

Words = str | Promise
TASKS: tuple[tuple[Words, dict[str, Words]], ...] = (
    (
        _("Decisions and editions"),
        {
            "Decision": _("Announce procedures as new, amended, replaced or abolished."),
            "Edition": _("Drafts in work, and what was law when."),
            "Procedure": _("Find a procedure, see its editions, begin a draft."),
            "Field": _("Which department is in charge of which field."),
        },
    ),
    (
        _("Searching"),
        {
            "AskedQuery": _("What people looked for in vain."),
            "Synonym": _("Everyday words that lead to the words of the law."),
            "LifeEvent": _("Procedures by what happens in a life."),
        },
    ),
    (
        _("Guides and training"),
        {
            "Guide": _("Videos, sample dossiers and steps for citizens."),
            "TrainingSession": _("Sessions for officials and who comes."),
            "TrainingMaterial": _("What officials read and watch."),
        },
    ),
    (
        _("Quality"),
        {
            "Standing": _("How complete every record is, and what is lacking."),
            "Comparison": _("Where we and the national database differ."),
            "Difference": _("Single differences to decide on."),
            "RefreshRun": _("What the nightly refresh brought and met."),
            "Plan": _("Which services go onto the national portal, and how far they are."),
            "PlanEntry": _("Each service of a plan, step by step."),
            "PostingCheck": _("What was seen at the counters: which procedures are not posted."),
        },
    ),
    (
        _("In and out"),
        {
            "Exchange": _("The catalogue as XLSX, CSV or JSON, in and out."),
            "Job": _("How far imports and exports are, and their reports."),
        },
    ),
    (
        _("What people are told and pay"),
        {
            "NoticeTemplate": _("How each notice is worded, in versions."),
            "ResultTemplate": _("Wording of results that officials fill in, by procedure."),
            "CannedAnswer": _("Answers that officials put in and change before they send."),
            "ReturnCharge": _("What the post takes for bringing a result."),
            "NeededAssurance": _("Procedures whose applicants must be known more surely."),
        },
    ),
    (
        _("What people are asked"),
        {
            "Questionnaire": _("Surveys, and contests with a bank of questions, from draft to result."),
        },
    ),
    (
        _("Working calendar"),
        {
            "WorkDay": _("Holidays and days worked instead."),
            "WorkingHours": _("Hours that count for time limits."),
        },
    ),
)
"""By task, the models by name, each with one line about what it is for; what stands nowhere here comes last."""


@dataclass(frozen=True)
class Place:
    name: str
    about: Words
    address: str
    add_address: str


@register.inclusion_tag("admin/procedures/_work.html", takes_context=True)
def catalogue_work(context: dict[str, Any]) -> dict[str, Any]:
    """Figures, each opening its list; nothing for whom the catalogue does not concern."""
    if not context["request"].user.has_perm(RIGHT):
        return {"figures": []}
    return {"figures": list(desk_work.figures(timezone.now()))}


@register.simple_tag(takes_context=True)
def catalogue_places(context: dict[str, Any], app_list: Iterable[dict[str, Any]]) -> list[tuple[Words, list[Place]]]:
    """The places of ``app_list`` by task; empty for whom the catalogue does not concern."""
    if not context["request"].user.has_perm(RIGHT):
        return []
    models = {model["object_name"]: model for app in app_list for model in app["models"]}
    groups = [(title, list(_places(names, models))) for title, names in TASKS]
    known = {name for _title, names in TASKS for name in names}
    rest: dict[str, Words] = {name: "" for name in models if name not in known}
    groups.append((_("Other places"), list(_places(rest, models))))
    return [(title, places) for title, places in groups if places]


def _places(names: dict[str, Words], models: dict[str, dict[str, Any]]) -> Iterator[Place]:
    for name, about in names.items():
        model = models.get(name, {})
        if model.get("admin_url"):
            yield Place(str(model["name"]), about, model["admin_url"], model.get("add_url") or "")
