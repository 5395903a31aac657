"""What the sender of a petition is asked (NĐ 20/2008/NĐ-CP Đ.7, 8): clear words, a name, an address, a way back."""

import re
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier
from feedback.fields import AgencyField, AnyProcedureField, PhoneField, TextField, check_reachable
from feedback.holding_form import HoldingForm
from feedback.models import Petition
from portal.accounts.models import User

SHORTEST, LONGEST = 20, 5_000


class PetitionForm(HoldingForm, forms.ModelForm):  # type: ignore[type-arg]
    """``user``: signed in, or ``None``: then name, address and a way to answer are asked for."""

    use_required_attribute = False

    class Meta:
        model = Petition
        fields = ("kind", "title", "content", "place", "name", "is_organisation", "address", "phone", "email")
        widgets = {"kind": forms.RadioSelect}

    content = TextField(
        label=_("What happened, and what do you propose?"), shortest=SHORTEST, longest=LONGEST,
        help_text=_("When, where, who, what you saw. Leave out numbers of identity cards."),
        error_messages={"required": _("Write what happened")}, widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    phone = PhoneField(
        label=_("Telephone"), help_text=_("Write this or an e-mail address, so that you can be answered."),
        required=False, max_length=20,
    )  # fmt: skip
    dossier_code = forms.CharField(
        label=_("Dossier it is about"), help_text=_("Its code, if there is one."), required=False, max_length=40
    )
    agency = AgencyField(
        label=_("Agency it is about"), help_text=_("As you know it, with the name of the ward or commune."),
        required=False, max_length=250,
    )  # fmt: skip
    procedure_code = AnyProcedureField(
        label=_("Procedure it is about"), help_text=_("Its code, for example 1.001193."), required=False, max_length=40
    )
    GROUPS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("What you want to say"), ("kind", "title", "content", "held", "files")),
        (_("What it is about, if you know"), ("place", "agency", "procedure_code", "dossier_code")),
        (_("Who you are"), ("name", "is_organisation", "address", "phone", "email")),
    )

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["kind"].choices = Petition.Kind.choices  # type: ignore[attr-defined]
        self.fields["title"].label = _("In one sentence")
        self.fields["place"].help_text = _("Where it happened, if that matters.")
        self.fields["is_organisation"].label = _("I write for an enterprise or an organisation")
        self.fields["address"].required = True
        self.fields["name"].label = _("Your full name")
        for name, words in (
            ("kind", _("Choose what it is")), ("title", _("Say in one sentence what it is about")),
            ("name", _("Write your name")),
            ("address", _("Write your address")),
        ):  # fmt: skip
            self.fields[name].error_messages["required"] = words

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(heading, [self[name] for name in names if name in self.fields]) for heading, names in self.GROUPS]

    def clean_dossier_code(self) -> Dossier | None:
        """Only one's own is tied to it: a code is known to others, too."""
        code = self.cleaned_data["dossier_code"].strip()
        if not code:
            return None
        called = Q(code=code) | Q(provisional_number=code)
        own = Dossier.objects.of(self.user).filter(called).first() if self.user else None
        if own is None:
            raise forms.ValidationError(
                _("None of your dossiers has this code.") if self.user
                else _("Sign in to tie it to a dossier of yours, or name the dossier in what you write.")
            )  # fmt: skip
        return own

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        check_reachable(self, beside="phone")
        return said

    def written(self) -> Petition:
        """Not saved yet."""
        said = self.cleaned_data
        petition: Petition = self.save(commit=False)
        dossier: Dossier | None = said["dossier_code"]
        petition.dossier = dossier
        petition.about = said["agency"] or (dossier.agency if dossier else None)
        petition.procedure = said["procedure_code"] or (dossier.edition.procedure if dossier else None)
        return petition


class SecretForm(forms.Form):
    """Following a petition without an account."""

    use_required_attribute = False
    secret = forms.CharField(
        label=_("Code to follow it"), help_text=_("Ten letters and digits, from the page after sending."),
        max_length=20, error_messages={"required": _("Write the code")},
    )  # fmt: skip

    def clean_secret(self) -> str:
        return re.sub(r"[\s.-]", "", self.cleaned_data["secret"]).upper()
