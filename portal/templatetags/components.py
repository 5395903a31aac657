"""The parts every page is built of.

Arguments are plain values (and bound forms), never models; at most six options each.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms import BoundField
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

NAVIGATION = (
    ("home", _("Home")),
    ("procedures", _("Procedures")),
    ("guides", _("Guides")),
    ("lookup", _("Track a dossier")),
    ("dossiers", _("My dossiers")),
    ("notices", _("Notices")),
)
FOR_SIGNED_IN = {"dossiers", "notices"}

VOICE = (
    (
        "petitions",
        _("Petitions"),
        _("Say what is wrong or hard, or how a rule could be better, and follow the answer."),
    ),
    ("enquiries", _("Questions and answers"), _("Ask how something works, and read what others were told.")),
    ("questionnaires", _("Surveys and contests"), _("Say what you think of the services, or test what you know.")),
    ("scores", _("How the agencies are rated"), _("What citizens say of them, and how many answers came in time.")),
)
"""Where citizens are heard; of rooms that are not there nothing shows."""

ALL_PAGES = 8
"""Up to so many pages each has its link: whoever browses is anywhere with one click."""

# The ten national statuses (TT 22/2019) by what they ask of the reader.
STATUS_TONES = {
    1: "new",
    2: "active",
    3: "refused",
    4: "active",
    5: "asking",
    6: "asking",
    7: "stopped",
    8: "stopped",
    9: "done",
    10: "done",
}


# --- Around the page -------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/navigation.html", takes_context=True)
def navigation(context: Context, **news: str) -> dict[str, Any]:
    """The places to go, some with what is new there; those of rooms that are not there are left out."""
    request, user = context.get("request"), context.get("user")
    path = request.path if request else ""
    items = []
    for name, label in NAVIGATION:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        if name not in FOR_SIGNED_IN or getattr(user, "is_authenticated", False):
            here = path == url or (url != "/" and path.startswith(url))
            items.append({"url": url, "label": label, "current": here, "news": news.get(name, "")})
    return {"items": items}


@register.simple_tag
def places_to_be_heard() -> list[dict[str, Any]]:
    """Those of ``VOICE`` that are there, each with its address and words."""
    found = []
    for name, label, words in VOICE:
        try:
            found.append({"url": reverse(name), "label": label, "words": words})
        except NoReverseMatch:
            continue
    return found


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, Any]:
    """``{% breadcrumbs label url label url here %}``: home is put in front, the last label is this page."""
    pairs = [{"label": label, "url": url} for label, url in zip(parts[::2], parts[1::2], strict=False)]
    return {"links": pairs, "here": parts[-1] if len(parts) % 2 else ""}


# --- Telling ---------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A framed message; ``tone`` is info, success, warning or error."""
    head = format_html('<h2 class="notice__title">{}</h2>', title) if title else ""
    return format_html('<div class="notice notice--{}">{}{}</div>', tone, head, content)


@register.simple_block_tag
def panel(content: str, title: str, reference: str = "") -> SafeString:
    """The confirmation at the end of an act, with the number to keep."""
    number = format_html('<p><span class="panel__reference">{}</span></p>', reference) if reference else ""
    return format_html(
        '<div class="panel"><h1 class="govuk-heading-l panel__title">{}</h1>{}{}</div>', title, number, content
    )


@register.simple_block_tag
def disclosure(content: str, summary: str) -> SafeString:
    """Something to open; works without JavaScript."""
    head = format_html('<span class="govuk-details__summary-text">{}</span>', summary)
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">{}</summary>'
        '<div class="govuk-details__text">{}</div></details>',
        head,
        content,
    )


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", action: str = "", url: str = "") -> dict[str, str]:
    """What to say, and where to go, when a list has nothing to show."""
    return {"title": title, "text": text, "action": action, "url": url}


@register.simple_tag
def tag(tone: str, label: str) -> SafeString:
    """A word in a pill; ``tone`` is new, active, asking, done, refused or stopped."""
    return format_html('<span class="tag tag--{}">{}</span>', tone, label)


@register.simple_tag
def status_tag(code: int | str, label: str) -> SafeString:
    """A dossier's status: the national code picks the tone, the words say it."""
    return tag(STATUS_TONES.get(int(code), "stopped"), label)


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Pairs of label and value, as a list that reads well on a phone; an empty value shows as a dash."""
    return {"rows": list(rows)}


@register.inclusion_tag("components/steps.html")
def steps(names: Iterable[str], current: int) -> dict[str, Any]:
    """Where one is on the way: ``current`` counts from 1."""
    states = ["done", "current", "todo"]
    rows = [{"name": name, "state": states[(n > current) - (n < current) + 1]} for n, name in enumerate(names, 1)]
    return {"rows": rows, "current": current}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Newest first: each entry has ``title`` and ``at``, and may have ``by``, ``note`` and ``extra``."""
    return {"entries": list(entries)}


@register.inclusion_tag("components/pagination.html")
def pages(number: int, count: int, querystring: str = "", key: str = "trang") -> dict[str, Any]:
    """Links to ``count`` pages keeping the rest of ``querystring`` (``request.GET.urlencode``)."""
    kept = [part for part in querystring.split("&") if part and part.split("=")[0] != key]
    near = range(max(1, number - 1), min(count, number + 1) + 1)
    shown = sorted({1, count, *near} if count > ALL_PAGES else set(range(1, count + 1)))
    links: list[dict[str, Any]] = []
    for page in shown:
        if links and page - links[-1]["number"] > 1:
            links.append({"number": page - 1, "url": ""})
        links.append(
            {"number": page, "url": "?" + "&".join([*kept, urlencode({key: page})]), "current": page == number}
        )
    return {"links": links, "count": count}


@register.inclusion_tag("components/button.html")
def button(label: str, href: str = "", name: str = "", value: str = "", kind: str = "") -> dict[str, str]:
    """A submit button, or with ``href`` a link that looks like one; ``kind`` is empty, secondary, warning or small."""
    return {"label": label, "href": href, "name": name, "value": value, "kind": kind}


# --- Forms -----------------------------------------------------------------------------------------------------------


def _anchor(field: BoundField) -> str:
    """The id that an error link jumps to: the control, or the first of a group."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.inclusion_tag("components/error_summary.html")
def error_summary(*bound: forms.BaseForm | None) -> dict[str, Any]:
    """All errors of these forms, each linked to its field; nothing where there are none. Takes the focus."""
    items = []
    for form in filter(None, bound):
        items += [{"text": text, "anchor": ""} for text in form.non_field_errors()]
        items += [{"text": text, "anchor": _anchor(field)} for field in form for text in field.errors]
    return {"items": items}


# Order matters: check boxes are a kind of radio buttons, files a kind of input.
CLASSES: dict[type[forms.Widget], str] = {
    forms.CheckboxInput: "govuk-checkboxes__input",
    forms.CheckboxSelectMultiple: "govuk-checkboxes__input",
    forms.RadioSelect: "govuk-radios__input",
    forms.Select: "govuk-select",
    forms.FileInput: "govuk-file-upload",
    forms.Textarea: "govuk-textarea",
}
NARROW = (forms.DateInput, forms.NumberInput)


def _class(field: BoundField) -> str:
    widget = field.field.widget
    base = next((name for cls, name in CLASSES.items() if isinstance(widget, cls)), "govuk-input")
    parts = [widget.attrs.get("class", ""), base]
    if field.errors and "__" not in base:
        parts.append(base + "--error")
    if isinstance(widget, NARROW):
        parts.append("govuk-input--width-10")
    return " ".join(part for part in parts if part)


@register.filter
def kind(field: BoundField) -> str:
    """How the field is laid out: hidden, radios, checkboxes, checkbox, file or plain."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    for cls, name in (
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.FileInput, "file"),
    ):
        if isinstance(widget, cls):
            return name
    return "plain"


def _dress(field: BoundField) -> dict[str, Any]:
    widget, attrs = field.field.widget, {"class": _class(field)}
    field.form.use_required_attribute = False  # the browser's own bubbles speak its language, not the page's
    if isinstance(widget, forms.NumberInput):
        widget.input_type = "text"  # a number control sends nothing at all for "12a", and the typed text would be lost
    if isinstance(widget, forms.NumberInput | forms.DateInput):
        attrs.setdefault("inputmode", "numeric")
    if isinstance(widget, forms.FileInput):
        attrs["accept"] = widget.attrs.get("accept", ".pdf,.jpg,.jpeg,.png")
    return attrs


@register.filter
def control(field: BoundField) -> SafeString:
    """The bare control in our classes."""
    return field.as_widget(attrs=_dress(field))


@register.filter
def labelled(field: BoundField) -> SafeString:
    """The control of a table cell: the column's title becomes its name."""
    return field.as_widget(attrs={"aria-label": str(field.label)})


@register.filter
def choices(field: BoundField) -> Any:
    """The single controls of a group, in our classes."""
    field.field.widget.attrs.update(_dress(field))
    return list(field)


@register.simple_tag
def hotline() -> str:
    """The number people call, as it is written."""
    return settings.HOTLINE


@register.simple_tag
def file_limit() -> str:
    """The largest file taken, for people: 10 MB."""
    return f"{settings.FILE_BYTES_MAX // (1024 * 1024)} MB"
