"""The page of one row: what all kinds have in common."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from procedures.builder.condition_form import ConditionEditor
from procedures.builder.subjects import Subject
from procedures.editing import families
from procedures.editing.families import Family
from procedures.models import Channel, Edition


class CaseField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the edition's cases, or all of them."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(
            edition.cases.all(),
            required=False,
            label=gettext_lazy("Case"),
            empty_label=gettext_lazy("all cases"),
            help_text=gettext_lazy("Of which case of the procedure this row speaks."),
        )
        self.widget.attrs["lang"] = "vi"

    def label_from_instance(self, case: Any) -> str:
        return f"{case.number}. {case}"


class ChannelsField(forms.MultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("How it is handed in"),
            choices=Channel.choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": gettext_lazy("Choose how it is handed in")},
        )


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    """Bound to a row of an edition, new or stored, that stands for its family.

    Once valid, ``template`` has the values to store, ``columns`` names them, ``variants`` are the rows there shall be.
    ``extras`` are columns the form sets although they are none of its fields.
    """

    use_required_attribute = False
    has_condition: ClassVar[bool] = False
    full_width: ClassVar[tuple[str, ...]] = ()
    extras: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, sent: Any, files: Any = None, *, family: Family, subjects: Sequence[Subject], **options: Any
    ) -> None:
        super().__init__(sent, files, instance=families.alone(family.head), **options)
        self.edition, self.family, self.subjects = family.head.edition, family, subjects
        self.is_new = self.instance.pk is None
        if "case" in self.fields:
            self.fields["case"] = CaseField(self.edition)
        if "channels" in self.fields:
            kept = [row.channel for row in family.rows]
            self.initial["channels"] = list(Channel.values) if self.is_new else kept
        self.editors: dict[str, Any] = {}
        if self.has_condition:
            kept = self.instance.condition
            self.editors["condition"] = ConditionEditor(sent, prefix="condition", condition=kept, subjects=subjects)

    def editors_that_count(self) -> list[Any]:
        return list(self.editors.values())

    def is_valid(self) -> bool:
        valid = [super().is_valid(), *(editor.is_valid() for editor in self.editors_that_count())]
        if not all(valid[1:]) and not self.non_field_errors():
            self.add_error(None, _("Mend the lines marked further down"))
        return all(valid)

    @property
    def columns(self) -> list[str]:
        """What is written of a stored row."""
        names = [name for name in self._meta.fields or () if name in self.fields]
        return [*names, *(["condition"] if self.has_condition else []), *self.extras]

    @property
    def variants(self) -> list[Any]:
        """The ways of handing in it counts for."""
        chosen: list[Any] = self.cleaned_data.get("channels", [])
        return chosen

    def template(self, by: User) -> Any:
        """The row with what was typed; files are stored for ``by``."""
        if self.has_condition:
            self.instance.condition = self.editors["condition"].document
        return self.instance

    settle: Callable[[Any], None] | None = None
    """Gives the row its place among its kind, under the edition's lock; where the place is part of the form."""

    @property
    def whole_lines(self) -> set[str]:
        """Fields that take the whole width."""
        areas = {name for name, field in self.fields.items() if isinstance(field.widget, forms.Textarea)}
        return areas | set(self.full_width)
