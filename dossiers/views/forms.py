"""What the applicant's pages ask besides the questions of the procedure's own form."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dossiers.drafts import Place
from dossiers.models import Dossier
from portal.agencies.models import Agency, Level
from portal.files.checks import PaperField, PapersField, Sorted
from procedures.models import Case, Edition

RADIOS_MOST = 12
OWNERS = {
    "self": _("For myself"),
    "business": _("For the business I am signed in as"),
    "person": _("For another person"),
    "organisation": _("For an organisation"),
}


def vietnamese(text: object) -> SafeString:
    """A text that is Vietnamese in both languages of the screen; nothing stays nothing."""
    return format_html('<span lang="vi">{}</span>', text) if text else SafeString("")


class CaseField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, case: Case) -> str:
        return vietnamese(case) if case.name else str(case)


class AgencyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A few agencies as radio buttons; many as one list, communes under their districts."""

    def __init__(self, agencies: list[Agency], **options: Any) -> None:
        few = len(agencies) <= RADIOS_MOST
        widget = forms.RadioSelect() if few else forms.Select(attrs={"lang": "vi"})
        super().__init__(Agency.objects.filter(pk__in=[a.pk for a in agencies]), widget=widget, **options)
        choices: list[tuple[str, Any]] = [(str(agency.uuid), vietnamese(agency.name)) for agency in agencies]
        self.choices = choices if few else [("", str(_("Choose an agency…"))), *_grouped(agencies)]


def _heading(agency: Agency) -> str:
    parent = agency.parent
    return parent.name if parent and parent.level == Level.DISTRICT else str(agency.get_kind_display())


def _grouped(agencies: Iterable[Agency]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    by_heading = sorted(agencies, key=lambda agency: (agency.level, _order(agency), agency.sort_key))
    for heading, members in groupby(by_heading, key=_heading):
        yield heading, [(str(agency.uuid), agency.name) for agency in members]


def _order(agency: Agency) -> str:
    return agency.parent.sort_key if agency.parent else ""


class PlaceForm(forms.Form):
    """Which case, which agency, whose dossier; what can only be one thing is not asked."""

    use_required_attribute = False

    def __init__(self, *args: Any, edition: Edition, owners: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = list(edition.cases.all())
        self.agencies = list(edition.receivers().select_related("parent"))
        self.owners = owners
        if len(self.cases) > 1:
            self.fields["case"] = CaseField(
                edition.cases.all(), to_field_name="number", empty_label=None, label=_("Which case is yours?"),
                widget=forms.RadioSelect, error_messages={"required": _("Choose the case that is yours")},
            )  # fmt: skip
        if len(self.agencies) > 1:
            self.fields["agency"] = AgencyField(
                self.agencies, to_field_name="uuid", label=_("Which agency is to decide?"),
                help_text=_("The one of the place where you live, or where the matter lies."),
                error_messages={"required": _("Choose the agency that is to decide")},
            )  # fmt: skip
        self.fields["owner_is"] = forms.ChoiceField(
            choices=[(owner, OWNERS[owner]) for owner in owners], widget=forms.RadioSelect,
            label=_("Whom do you file for?"), initial=owners[0],
            error_messages={"required": _("Choose whom you file for")},
        )  # fmt: skip

    def place(self) -> Place:
        """Only once valid."""
        return Place(
            case=self.cleaned_data.get("case") or self.cases[0],
            agency=self.cleaned_data.get("agency") or self.agencies[0],
            owner_is=self.cleaned_data["owner_is"],
        )


class EarlierField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One's earlier dossiers as radio buttons, the newest first, after not taking any."""

    def __init__(self, earlier: list[Dossier], **options: Any) -> None:
        found = Dossier.objects.filter(pk__in=[dossier.pk for dossier in earlier])
        super().__init__(found, to_field_name="uuid", required=False, widget=forms.RadioSelect, **options)
        self.choices = [("", str(_("No, I fill in everything anew"))), *((str(d.uuid), _named(d)) for d in earlier)]


def _named(dossier: Dossier) -> SafeString:
    day = f"{timezone.localtime(dossier.submitted_at):%d/%m/%Y}"
    submitted = _("%(code)s, submitted on %(day)s") % {"code": dossier.public_code, "day": day}
    return format_html('{}<br><span class="soft">{}</span>', vietnamese(dossier.edition.name), submitted)


class StartForm(PlaceForm):
    """Before anything is written: also whether an earlier dossier lends its answers."""

    def __init__(self, *args: Any, earlier: Iterable[Dossier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(earlier)
        if found:
            self.fields["like"] = EarlierField(
                found, label=_("Reuse answers of an earlier dossier?"), initial="",
                help_text=_(
                    "Only what is asked in the same words. You see where each answer comes from and can change it."
                ),
            )  # fmt: skip


class UploadForm(forms.Form):
    """Pages of one paper, as many as are chosen."""

    use_required_attribute = False
    file = PapersField(
        label=_("Add photographs or a PDF"), error_messages={"required": _("Choose a photograph or a file first")}
    )

    @property
    def sorted(self) -> Sorted:
        """Only once valid."""
        found: Sorted = self.cleaned_data["file"]
        return found


class OneFileForm(forms.Form):
    """One file that takes another's place."""

    use_required_attribute = False
    file = PaperField(label=_("Add a file"), error_messages={"required": _("Choose a file first")})


class DeclarationForm(forms.Form):
    use_required_attribute = False
    declared = forms.BooleanField(
        label=_("I declare that what I have written is true, and I answer for it before the law."),
        error_messages={"required": _("Tick the declaration to submit")},
    )
