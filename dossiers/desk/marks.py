"""Labels of an agency on dossiers, and a person's own notes."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dossiers.desk.models import Label, LabelMark, PrivateNote
from dossiers.desk.seat import Seat
from dossiers.models import Dossier
from portal.accounts.models import User
from portal.agencies.models import Agency

USED = Count("marks")


def labels_on(seat: Seat, dossiers: Sequence[int]) -> dict[int, list[Label]]:
    """By dossier, those of the person's agencies."""
    found = defaultdict(list)
    marks = LabelMark.objects.filter(dossier__in=dossiers, label__agency__in=seat.agencies)
    for mark in marks.select_related("label").order_by("label__name"):
        found[mark.dossier_id].append(mark.label)
    return dict(found)


def notes_on(seat: Seat, dossiers: Sequence[int]) -> dict[int, int]:
    """By dossier, how many the person has written."""
    rows = PrivateNote.objects.filter(by=seat.user, dossier__in=dossiers).order_by()
    return dict(rows.values_list("dossier").annotate(Count("pk")))


class LabelForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new label of one of the person's agencies."""

    use_required_attribute = False

    class Meta:
        model = Label
        fields = ["name", "tone", "agency"]

    def __init__(self, seat: Seat, typed: QueryDict | None = None) -> None:
        super().__init__(typed, auto_id="nhan-moi-%s")
        agency = self.fields["agency"]
        agency.queryset = Agency.objects.filter(pk__in=seat.agencies)  # type: ignore[attr-defined]
        agency.empty_label = None  # type: ignore[attr-defined]
        agency.widget.attrs["lang"] = "vi"
        if len(seat.agencies) == 1:
            agency.widget, agency.initial = forms.HiddenInput(), seat.agencies[0]

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if Label.objects.filter(agency=values.get("agency"), name=values.get("name")).exists():
            self.add_error("name", _("Your unit has this label already"))
        return values


class NoteForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label=_("A note for myself"),
        help_text=_("Nobody else reads it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the note")},
    )


def attach(label: Label, dossier: Dossier, by: User) -> None:
    """Safe to repeat."""
    LabelMark.objects.get_or_create(label=label, dossier=dossier, defaults={"by": by})


def detach(label: Label, dossier: Dossier) -> None:
    """Safe to repeat."""
    LabelMark.objects.filter(label=label, dossier=dossier).delete()


def notes_of(user: User, dossier: Dossier) -> list[PrivateNote]:
    return list(PrivateNote.objects.filter(by=user, dossier=dossier))


def beside(seat: Seat, dossier: Dossier) -> dict[str, Any]:
    """What the dossier's page shows of both: three queries."""
    put = labels_on(seat, [dossier.pk]).get(dossier.pk, [])
    return {
        "labels": put,
        "more_labels": [label for label in _fitting(seat, dossier) if label.name not in {one.name for one in put}],
        "notes": notes_of(seat.user, dossier),
    }


def _fitting(seat: Seat, dossier: Dossier) -> list[Label]:
    """Those of the person's agencies; of the same name twice that of an agency with a part in the dossier."""
    involved = set(dossier.involvements.filter(agency__in=seat.agencies).values_list("agency", flat=True))
    labels = Label.objects.filter(agency__in=seat.agencies)
    found: dict[str, Label] = {}
    for label in sorted(labels, key=lambda label: label.agency_id not in involved):
        found.setdefault(label.name, label)
    return sorted(found.values(), key=lambda label: label.name)
