"""What the steps of the internal process ask of the official who takes them.

What stands under ``remark`` is for officials; ``note`` is read by the citizen.
"""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.forms import ActionForm, ReasonForm
from dossiers.models import Approval
from dossiers.process import consulting, handling, transferring
from dossiers.process.look import Look
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.calendar.current import work_calendar
from portal.files.checks import PaperField
from procedures.fields import DayField, LineField

VIETNAMESE = {"lang": "vi"}
ONLY_OFFICIALS = _("Officials read it; the citizen does not.")


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ProcessForm(ActionForm):
    """Knows the dossier it is asked of."""

    def __init__(self, *args: Any, seen: Look | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if seen is not None:
            self.meet(seen)

    def meet(self, seen: Look) -> None:
        """Offer what this dossier offers."""


class RemarkForm(ProcessForm):
    remark = forms.CharField(
        label=_("Note for whoever comes next"),
        help_text=ONLY_OFFICIALS,
        required=False,
        max_length=2000,
        widget=_text(3),
    )


class GiveBackForm(ProcessForm):
    remark = forms.CharField(
        label=_("Why does it go back, and what is to be done?"),
        help_text=ONLY_OFFICIALS,
        max_length=2000,
        widget=_text(4),
        error_messages={"required": _("Write the reason")},
    )


class DecideForm(ProcessForm):
    remark = forms.CharField(
        label=_("Direction of the leader"), help_text=ONLY_OFFICIALS, required=False, max_length=2000, widget=_text(3)
    )


class AssignForm(ProcessForm):
    task = forms.ChoiceField(
        label=_("Step"), widget=forms.RadioSelect, error_messages={"required": _("Choose the step")}
    )
    official = forms.ChoiceField(
        label=_("Officer"),
        help_text=_("The figure says how many steps each has in hand."),
        widget=forms.Select(attrs=VIETNAMESE),
        error_messages={"required": _("Choose the officer")},
    )
    remark = forms.CharField(
        label=_("Direction of the leader"), help_text=ONLY_OFFICIALS, required=False, max_length=2000, widget=_text(3)
    )

    def meet(self, seen: Look) -> None:
        tasks = handling.assignable(seen)
        if len(tasks) > 1:
            self.fields["task"].choices = [(str(task.pk), f"{task} · {task.agency}") for task in tasks]  # type: ignore[attr-defined]
        else:
            del self.fields["task"]
        agencies = [task.agency_id for task in tasks] or [seen.dossier.agency_id]
        self.fields["official"].choices = [("", "–"), *self._offered(seen, agencies)]  # type: ignore[attr-defined]

    @staticmethod
    def _offered(seen: Look, agencies: list[int]) -> list[tuple[str, str]]:
        posts = handling.candidates(seen, agencies)
        load = Count("tasks", filter=Q(tasks__running_since__isnull=False))
        counted = User.objects.filter(pk__in=[post.user_id for post in posts]).annotate(load=load)
        in_hand = dict(counted.values_list("pk", "load"))
        return [(str(post.user_id), f"{post.user} – {post.title} ({in_hand[post.user_id]})") for post in posts]


class AskOpinionForm(ProcessForm):
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Agency asked"),
        empty_label="–",
        help_text=_("It sees the whole dossier until it has answered."),
        widget=forms.Select(attrs=VIETNAMESE),
        error_messages={"required": _("Choose the agency")},
    )
    question = forms.CharField(
        label=_("What is asked?"),
        help_text=ONLY_OFFICIALS,
        max_length=4000,
        widget=_text(5),
        error_messages={"required": _("Write what is asked")},
    )
    due_on = DayField(
        label=_("Answer due on"),
        help_text=_("Day, month and year; the end of office hours of that day."),
        error_messages={"required": _("Write the day")},
    )

    def meet(self, seen: Look) -> None:
        asked = [opinion.agency_id for opinion in seen.opinions]
        offered = consulting.may_be_asked(seen.dossier).exclude(pk__in=asked)
        self.fields["agency"].queryset = offered  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise ValidationError(_("This day lies in the past"))
        if day.year not in work_calendar().years:
            raise ValidationError(_("The calendar of rest days does not reach that far"))
        if consulting.end_of(day) <= timezone.now():
            raise ValidationError(_("The offices are closed by now: choose a later day"))
        return day


class AnswerOpinionForm(ProcessForm):
    answer = forms.CharField(
        label=_("Opinion of the agency"),
        help_text=ONLY_OFFICIALS,
        max_length=8000,
        widget=_text(8),
        error_messages={"required": _("Write the opinion")},
    )
    shown = PaperField(label=_("Signed letter (PDF) or photograph"), required=False)


class RemindForm(ProcessForm):
    opinion = forms.ChoiceField(
        label=_("Who is reminded?"),
        widget=forms.RadioSelect(attrs=VIETNAMESE),
        error_messages={"required": _("Choose the agency")},
    )

    def meet(self, seen: Look) -> None:
        choices = [(str(opinion.pk), opinion.agency.name) for opinion in seen.opinions]
        self.fields["opinion"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["opinion"].initial = choices[0][0]


class VerificationForm(ProcessForm):
    held_on = DayField(label=_("Day of the verification"), error_messages={"required": _("Write the day")})
    held_at = forms.TimeField(
        label=_("Hour"),
        help_text=_("For example 09:30"),
        input_formats=["%H:%M", "%Hh%M", "%H"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": _("Write the hour"), "invalid": _("Write the hour as 09:30")},
    )
    place = LineField(label=_("Place"), max_length=300, error_messages={"required": _("Write the place")})
    participants = forms.CharField(
        label=_("Participants"),
        help_text=_("One a line: name, title, agency."),
        max_length=2000,
        widget=_text(3),
        error_messages={"required": _("Write who took part")},
    )
    content = forms.CharField(
        label=_("What was verified, and what was found"),
        help_text=ONLY_OFFICIALS,
        max_length=8000,
        widget=_text(6),
        error_messages={"required": _("Write what was found")},
    )
    shown = PaperField(label=_("Signed minutes (PDF) or photograph"), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("held_on") and values.get("held_at") and self._held() > timezone.now():
            self.add_error("held_on", _("This lies in the future"))
        return values

    def _held(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["held_on"], self.cleaned_data["held_at"]))

    def values(self) -> dict[str, Any]:
        said = {name: value for name, value in super().values().items() if name != "held_on"}
        return said | {"held_at": self._held()}


class SubmitApprovalForm(ProcessForm):
    proposed = forms.ChoiceField(
        label=_("What do you propose?"),
        choices=Approval.Proposed.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you propose")},
    )
    remark = forms.CharField(
        label=_("Result of the appraisal"),
        help_text=_("Officials read it; the citizen does not. For a refusal name the legal ground too."),
        max_length=4000,
        widget=_text(5),
        error_messages={"required": _("Write the result of the appraisal")},
    )


class TransferForm(ProcessForm, ReasonForm):
    to = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Agency that is to decide"),
        empty_label="–",
        widget=forms.Select(attrs=VIETNAMESE),
        error_messages={"required": _("Choose the agency")},
    )
    field_order = ["to", "note"]

    def meet(self, seen: Look) -> None:
        self.fields["to"].queryset = transferring.others(seen.dossier)  # type: ignore[attr-defined]
