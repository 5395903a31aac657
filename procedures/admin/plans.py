"""The integration plan at the desk: the plan of a year with its progress, its services, and their steps.

Registered in ``portal/urls.py``, which knows who counts dossiers.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar, Protocol

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal import once
from portal.agencies.models import Agency
from procedures import plan as plans
from procedures.models import Plan, PlanEntry, Procedure

LATE_SHOWN = 20
IN_CHARGE = (Agency.Kind.PROVINCE, Agency.Kind.DEPARTMENT, Agency.Kind.DISTRICT)


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Plan
        fields = ("year", "decision", "decided_on", "target", "out_of", "note")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        target, out_of = values.get("target"), values.get("out_of")
        if target is not None and out_of is not None and target > out_of:
            self.add_error("target", _("The target cannot be more than there are online services"))
        return values


class Counting(Protocol):
    """Who knows how many dossiers procedures have: ``dossiers.volume``, handed in at registration."""

    def by_procedure(self, procedures: Collection[int]) -> Mapping[int, tuple[int, int]]: ...


class PlanAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = PlanForm
    actions = None
    list_display = ("year", "decision", "aim", "integrated", "ways")
    ordering = ("-year",)
    readonly_fields = ("ways",)
    fields = (("year", "ways"), ("decision", "decided_on"), ("target", "out_of"), "note")
    dossiers: ClassVar[Counting]

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(require_safe(self.progress))
        return [path("<int:pk>/tien-do/", page, name="procedures_plan_progress"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        done = Count("entries", filter=Q(entries__in=PlanEntry.objects.counted().integrated()))
        return super().get_queryset(request).annotate(done=done)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """One with services stays: it is the account of a year."""
        empty = obj is None or not PlanEntry.objects.filter(plan=obj.pk).exists()
        return empty and super().has_delete_permission(request, obj)

    @admin.display(description=gettext_lazy("target"))
    def aim(self, plan: Plan) -> str:
        return f"{plan.target} / {plan.out_of}"

    @admin.display(description=gettext_lazy("integrated"))
    def integrated(self, plan: Any) -> SafeString:
        percent = plan.done * 100 // plan.target if plan.target else 0
        return render_to_string("admin/plans/_meter.html", {"percent": percent, "number": plan.done})

    @admin.display(description=gettext_lazy("progress"))
    def ways(self, plan: Plan) -> SafeString | str:
        if plan.pk is None:
            return "–"
        at = reverse("admin:procedures_plan_progress", args=[plan.pk])
        return format_html('<a class="govuk-link" href="{}">{}</a>', at, _("See the progress"))

    def progress(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The figures of the year, how many services stand at which step, who is late, and what may become level 4."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        plan = get_object_or_404(Plan, pk=pk)
        entries = plan.entries.select_related("procedure__current", "agency")
        at_step = dict(plan.entries.counted().order_by().values_list("step").annotate(number=Count("pk")))
        integrated = list(entries.counted().integrated())
        raised = plans.may_be_raised(integrated, self.dossiers.by_procedure)
        late = entries.late().order_by("due_on", "pk")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Integration plan %(year)s") % {"year": plan.year},
            "plan": plan,
            "figures": plans.figures(plan.year),
            "steps": [(step.value, step.label, at_step.get(step.value, 0)) for step in PlanEntry.Step],
            "late": late[:LATE_SHOWN],
            "raised": [entry for entry in integrated if entry.pk in raised],
            "raise_from": plans.RAISE_FROM,
        }
        return TemplateResponse(request, "admin/plans/progress.html", context)


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]
    """A service is chosen by the code of its procedure, as people have it before them."""

    procedure = forms.ModelChoiceField(
        Procedure.objects.in_use(),
        to_field_name="code",
        label=gettext_lazy("Code of the procedure"),
        widget=forms.TextInput,
        error_messages={
            "required": gettext_lazy("Write the code of the procedure"),
            "invalid_choice": gettext_lazy("No procedure in use has this code"),
        },
    )

    class Meta:
        model = PlanEntry
        fields = ("plan", "procedure", "status", "due_on", "agency", "responsible", "note")


class LateFilter(admin.SimpleListFilter):
    title = gettext_lazy("term")
    parameter_name = "term"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("late", gettext_lazy("late")), ("done", gettext_lazy("integrated"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "late":
                return queryset.late()
            case "done":
                return queryset.integrated()
        return queryset


class MoveForm(forms.Form):
    """Where a service goes, and since when it is integrated if that is where."""

    use_required_attribute = False
    step = forms.TypedChoiceField(label=gettext_lazy("Step"), choices=PlanEntry.Step, coerce=int)
    on = forms.DateField(
        label=gettext_lazy("Integrated on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("only from “publish” on; empty: today"),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(plans.InTheFuture.message)
        return day


class PlanEntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = EntryForm
    actions = None
    list_display = ("service", "step", "status", "in_charge", "term", "integrated_on")
    list_filter = ("plan", LateFilter, "step", "status", ("agency", admin.RelatedOnlyFieldListFilter))
    search_fields = ("procedure__code", "procedure__current__name")
    list_select_related = ("procedure__current", "agency", "plan")
    fields = (
        "plan", "procedure", ("step", "ways"), "integrated_on", "status", "due_on", "agency", "responsible", "note",
        "steps_taken",
    )  # fmt: skip
    readonly_fields = ("step", "integrated_on", "ways", "steps_taken")

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.move)
        return [path("<int:pk>/buoc/", page, name="procedures_planentry_move"), *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: PlanEntry | None = None) -> Any:
        return self.fields if obj else EntryForm.Meta.fields

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "agency":
            kwargs["queryset"] = Agency.objects.existing().filter(kind__in=IN_CHARGE)
            kwargs["widget"] = forms.Select(attrs={"lang": "vi"})
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: PlanEntry | None = None) -> bool:
        """What has been integrated stays in the account of its year; it may be taken out of the plan."""
        return (obj is None or obj.integrated_on is None) and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: PlanEntry | None = None) -> Any:
        return self.readonly_fields if obj is None else ("plan", "procedure", *self.readonly_fields)

    def save_model(self, request: HttpRequest, obj: PlanEntry, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            plans.choose(obj, by=request.user)  # type: ignore[arg-type]

    @admin.display(description=gettext_lazy("service"), ordering="procedure__code")
    def service(self, entry: PlanEntry) -> str:
        return str(entry.procedure)

    @admin.display(description=gettext_lazy("agency in charge"), ordering="agency__sort_key")
    def in_charge(self, entry: PlanEntry) -> str:
        return entry.agency.short_name if entry.agency else "–"

    @admin.display(description=gettext_lazy("term"), ordering="due_on")
    def term(self, entry: PlanEntry) -> SafeString | str:
        if entry.due_on is None:
            return "–"
        day = f"{entry.due_on:%d/%m/%Y}"
        return format_html('<span class="kinds__late">{} · {}</span>', day, _("late")) if entry.is_late else day

    @admin.display(description=gettext_lazy("what to do"))
    def ways(self, entry: PlanEntry) -> SafeString | str:
        if entry.pk is None or entry.status != PlanEntry.Status.ACTIVE:
            return "–"
        at = reverse("admin:procedures_planentry_move", args=[entry.pk])
        return format_html('<a class="govuk-link" href="{}">{}</a>', at, _("Move to a step"))

    @admin.display(description=gettext_lazy("steps so far"))
    def steps_taken(self, entry: PlanEntry) -> SafeString | str:
        if entry.pk is None:
            return "–"
        return render_to_string("admin/plans/_history.html", {"history": entry.history.select_related("by")})

    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("procedures.change_planentry"):
            raise PermissionDenied
        entry = get_object_or_404(PlanEntry.objects.select_related("procedure__current", "plan", "agency"), pk=pk)
        form = MoveForm(request.POST if request.method == "POST" else None, initial={"step": entry.step})
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                return once.answer_once(request, self._move(request, entry, form))
            except plans.NotUnderWay as refusal:
                messages.error(request, str(refusal.message))
                status = 409
        names = [step.label for step in PlanEntry.Step]
        context = self.admin_site.each_context(request) | {"entry": entry, "form": form, "names": names}
        context |= {"title": _("Move to a step"), "history": entry.history.select_related("by")}
        return TemplateResponse(request, "admin/plans/move.html", context, status=status)

    def _move(self, request: HttpRequest, entry: PlanEntry, form: MoveForm) -> Callable[[], str]:
        def act() -> str:
            asked = form.cleaned_data
            plans.move(entry, asked["step"], by=request.user, on=asked["on"], note=asked["note"])  # type: ignore[arg-type]
            self.log_change(request, entry, f"step {asked['step']}")
            messages.success(request, _("Moved: %(step)s.") % {"step": PlanEntry.Step(asked["step"]).label})
            return reverse("admin:procedures_planentry_change", args=[entry.pk])

        return act
