"""Lists kept under a name, for oneself or for everybody of an agency."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dossiers.desk.filters import TEXT, Asked
from dossiers.desk.models import SavedList
from dossiers.desk.seat import Seat
from portal.agencies.models import Agency


def lists(seat: Seat) -> list[SavedList]:
    return list(SavedList.objects.visible_to(seat.user))


class SaveForm(forms.ModelForm):  # type: ignore[type-arg]
    """``query`` is the list's address; words that were looked for are not kept, they may name a person."""

    use_required_attribute = False
    is_filter = True

    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    class Meta:
        model = SavedList
        fields = ["name", "agency", "query"]
        error_messages = {"name": {"required": _("Give the list a name")}}

    def __init__(self, seat: Seat, typed: QueryDict | None, query: str = "") -> None:
        super().__init__(typed, auto_id="luu-%s", initial={"query": query})
        self.seat = seat
        agency = self.fields["agency"]
        agency.label, agency.required = _("For whom"), False
        agency.queryset = Agency.objects.filter(pk__in=seat.agencies)  # type: ignore[attr-defined]
        agency.empty_label = _("for me alone")  # type: ignore[attr-defined]
        agency.widget.attrs["lang"] = "vi"

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if SavedList.objects.filter(by=self.seat.user, name=name).exists():
            raise forms.ValidationError(_("You have a list of this name already"))
        return name

    def clean_query(self) -> str:
        """What an address of ours may ask, and nothing else."""
        return Asked(QueryDict(self.cleaned_data["query"]), self.seat).parameters(TEXT).urlencode()

    def keep(self) -> SavedList:
        kept: SavedList = self.save(commit=False)
        kept.by = self.seat.user
        kept.save()
        return kept
