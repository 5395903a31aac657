"""A list within a form, one entry a row, with room for more."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms


class EntryForm(forms.Form):
    """One row; empty ones do not count."""

    use_required_attribute = False

    @property
    def is_kept(self) -> bool:
        given = {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}
        return not self.cleaned_data.get("DELETE") and any(value not in (None, "", []) for value in given.values())


class RowsEditor:
    """``kept`` are the rows that count, once ``is_valid`` has said yes."""

    most = 100

    def __init__(self, sent: Any, *, prefix: str, entry: type[EntryForm], initial: Sequence[Mapping[str, Any]]) -> None:
        most = self.most
        rows = forms.formset_factory(
            entry, extra=2, can_delete=True, max_num=most, absolute_max=most, validate_max=True
        )
        self.prefix = prefix
        self.lines = rows(sent, prefix=prefix, initial=list(initial))
        self._valid: bool | None = None

    def is_valid(self) -> bool:
        """Looked at once: errors are written beside the fields."""
        if self._valid is None:
            self._valid = self.lines.is_valid() and self.fits()
        return self._valid

    def fits(self) -> bool:
        """Whether the rows go together."""
        return True

    @property
    def kept(self) -> list[Any]:
        return [form for form in self.lines.forms if form.is_kept]
