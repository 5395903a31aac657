"""Fields of what anybody may send: words, a telephone number, an agency or a procedure named as people name them."""

import re
import unicodedata
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.vietnamese import plain
from procedures.models import Procedure

NEAR = 5
PHONE = re.compile(r"^(?:\+?84|0)\d{9,10}$")


class TextField(forms.CharField):
    """Some sentences: in NFC, from ``shortest`` to ``longest`` characters."""

    widget = forms.Textarea

    def __init__(self, *, shortest: int, longest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shortest, self.longest = shortest, longest

    def clean(self, value: Any) -> str:
        said = unicodedata.normalize("NFC", str(super().clean(value) or "").replace("\r\n", "\n")).strip()
        if len(said) > self.longest:
            raise forms.ValidationError(
                _("At most %(most)d characters; this has %(now)d."), params={"most": self.longest, "now": len(said)}
            )
        if said and len(plain(said)) < self.shortest:
            raise forms.ValidationError(_("Write a little more: it is not clear yet what it is about."))
        return said


class PhoneField(forms.CharField):
    """Spaces, dots and dashes aside."""

    def clean(self, value: Any) -> str:
        phone = re.sub(r"[ .\-()]", "", str(super().clean(value) or ""))
        if phone and not PHONE.match(phone):
            raise forms.ValidationError(_("A telephone number has ten digits and begins with 0."))
        return phone


class ProcedureField(forms.CharField):
    """By its code; ``None`` where none is named."""

    def known(self) -> QuerySet[Procedure]:
        return Procedure.objects.in_use()

    def clean(self, value: Any) -> Procedure | None:
        code = str(super().clean(value) or "").strip()
        found = self.known().select_related("current__field").filter(code=code).first() if code else None
        if code and found is None:
            raise forms.ValidationError(_("No procedure has this code. It stands at the top of the procedure's page."))
        return found


class AnyProcedureField(ProcedureField):
    """Also one that is no longer in use: of its old days somebody may still have to tell."""

    def known(self) -> QuerySet[Procedure]:
        return Procedure.objects.all()


class AgencyField(forms.CharField):
    """By its whole name, its short one, or a part that only one has; a one-stop unit gives way to the agency it works
    for. ``None`` where none is named."""

    def clean(self, value: Any) -> Agency | None:
        said = plain(str(super().clean(value) or ""))
        if not said:
            return None
        near = self._near(said)
        if not near:
            raise forms.ValidationError(_("No agency of the province is called so."))
        if len(near) > 1:
            names = format_html_join("; ", '<span lang="vi">{}</span>', ((one.name,) for one in near[:NEAR]))
            raise forms.ValidationError(format_html("{} {}", _("Several are called so. Write the whole name:"), names))
        return near[0]

    def _near(self, said: str) -> list[Agency]:
        existing = list(Agency.objects.existing().only("pk", "name", "short_name", "kind"))
        found = [one for one in existing if said in (plain(one.name), plain(one.short_name))]
        near = found or [one for one in existing if said in plain(one.name)]
        return [one for one in near if one.kind != Agency.Kind.ONE_STOP] or near


class NamesSelect(forms.Select):
    """Names of the province's own rows: Vietnamese in every language of the page."""

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *rest, **more)
        if value:
            option["attrs"]["lang"] = "vi"
        return option


def check_reachable(form: forms.BaseForm, beside: str) -> None:
    """There must be a telephone number or an e-mail address; what is wrong with either is said already."""
    said = form.cleaned_data
    if not (said.get("phone") or said.get("email") or form.errors.keys() & {"phone", "email"}):
        form.add_error(beside, _("Write a telephone number or an e-mail address: else nobody can answer you."))
