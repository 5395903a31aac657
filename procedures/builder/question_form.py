"""The forms of a section and of a question: each kind shows only the settings that make sense for it."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.vietnamese import plain
from procedures.builder import settings_fields
from procedures.builder.kinds import NOT_ANSWERED, OWNERS, SETTINGS
from procedures.questions.definition import TAKEN

NAME = re.compile(r"[a-z][a-z0-9_]{0,58}\Z")
KNOWN = ("case", "channel", "owner_is")
"""Names that conditions know without any question."""


def name_from(words: str) -> str:
    """A name made of a Vietnamese label: “Nơi sinh” is noi_sinh."""
    name = "_".join(plain(words).split())[:58].strip("_")
    return name if NAME.match(name) else f"muc_{name}"[:58]


def _line(label: Any, *, limit: int = 300, required: bool = False, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=required, **options)


def _area(label: Any, *, limit: int = 3000, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=limit, required=False, widget=forms.Textarea(attrs={"rows": 2}), **options
    )


class NodeForm(forms.Form):
    """What a section and a question have in common: a name and texts in both languages."""

    use_required_attribute = False
    texts: dict[str, bool] = {}
    """Names of texts, and whether they must be there."""

    name = _line(
        gettext_lazy("Name in conditions"),
        limit=60,
        help_text=gettext_lazy("Letters without marks, digits and _. Empty: made from the label."),
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if name and (not name.isidentifier() or name in TAKEN or name in KNOWN):
            raise ValidationError(_("Use letters without marks, digits and _; some names are taken by the portal"))
        return name

    def clean(self) -> dict[str, Any]:
        """A text stands in both languages or in none."""
        given = super().clean() or self.cleaned_data
        for text, must in self.texts.items():
            pair = given.get(f"{text}_vi"), given.get(f"{text}_en")
            for language, value in zip(("vi", "en"), pair, strict=True):
                field = f"{text}_{language}"
                if not value and (must or any(pair)) and field not in self.errors:
                    self.add_error(field, _("Write it in both languages"))
        return given

    def words(self, text: str) -> dict[str, str]:
        pair = {language: self.cleaned_data.get(f"{text}_{language}", "") for language in ("vi", "en")}
        return pair if all(pair.values()) else {}


def _initial_words(node: Mapping[str, Any], *texts: str) -> dict[str, str]:
    """Whatever stands there, even where it is not built as it should be."""
    words = {text: node.get(text) if isinstance(node.get(text), dict) else {} for text in texts}
    return {f"{text}_{language}": (words[text] or {}).get(language, "") for text in texts for language in ("vi", "en")}


class SectionForm(NodeForm):
    texts = {"title": True, "intro": False}

    title_vi = _line(gettext_lazy("Title in Vietnamese"), limit=200)
    title_en = _line(gettext_lazy("Title in English"), limit=200)
    intro_vi = _area(gettext_lazy("Introduction in Vietnamese"))
    intro_en = _area(gettext_lazy("Introduction in English"))
    owners = forms.MultipleChoiceField(
        label=gettext_lazy("Asked only of these owners"),
        help_text=gettext_lazy("None ticked: asked of all."),
        required=False,
        choices=list(OWNERS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["title_vi", "title_en", "intro_vi", "intro_en", "owners", "name"]

    @staticmethod
    def initial_of(node: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "name": node.get("name", ""),
            "owners": node.get("owners", []),
            **_initial_words(node, "title", "intro"),
        }

    def node(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """The section as JSON, with the questions it had. Only once valid."""
        given = self.cleaned_data
        node = {"name": given["name"] or name_from(given["title_vi"]), "title": self.words("title")}
        node |= {"intro": self.words("intro")} if self.words("intro") else {}
        node |= {"owners": given["owners"]} if given["owners"] else {}
        return node | {"questions": before.get("questions", [])}


class QuestionForm(NodeForm):
    """Of one kind; ``node`` gives back the question as JSON, with the questions of its block."""

    texts = {"label": True, "hint": False}

    label_vi = _line(gettext_lazy("Label in Vietnamese"))
    label_en = _line(gettext_lazy("Label in English"))
    hint_vi = _area(gettext_lazy("Help in Vietnamese"), limit=1000)
    hint_en = _area(gettext_lazy("Help in English"), limit=1000)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        name = self.fields.pop("name")
        if kind not in NOT_ANSWERED:
            self.fields["required"] = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
        self.fields |= {setting: settings_fields.FIELDS[setting]() for setting in SETTINGS[kind]}
        self.fields["name"] = name

    @staticmethod
    def initial_of(node: Mapping[str, Any]) -> dict[str, Any]:
        given = {"name": node.get("name", ""), "required": node.get("required", True)}
        return given | _initial_words(node, "label", "hint") | settings_fields.initial_of(node)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for field, message in settings_fields.clashes(self.kind, given):
            self.add_error(field, message)
        return given

    def node(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Only once valid."""
        given = self.cleaned_data
        node = {"name": given["name"] or name_from(given["label_vi"]), "kind": self.kind, "label": self.words("label")}
        node |= {"hint": self.words("hint")} if self.words("hint") else {}
        if self.kind not in NOT_ANSWERED and not given["required"]:
            node["required"] = False
        node |= settings_fields.node_of(self.kind, given)
        if self.kind == "repeated":
            node["questions"] = before.get("questions", [])
        return node
