"""What an agency's people keep for their lists goes to the agency that takes over: labels with the dossiers that bear
them, and saved lists, which go on showing what they showed."""

from collections.abc import Mapping

from django.http import QueryDict

from dossiers.desk.models import Label, LabelMark, SavedList

AGENCY, LABEL = "co_quan", "nhan"
"""As an address of a list names them."""

Keys = Mapping[int, int]
"""Of what there was and what stands in its place."""


def follow(taken_over: Keys) -> None:
    """Safe to repeat. Within a transaction."""
    labels = {label.pk: label for label in Label.objects.filter(agency__in=taken_over).order_by("pk")}
    kept_as = {key: _move(label, taken_over[label.agency_id]) for key, label in labels.items()}
    for old, new in taken_over.items():
        SavedList.objects.filter(agency=old).update(agency=new)
    for kept in SavedList.objects.exclude(query=""):
        _rename(kept, {AGENCY: taken_over, LABEL: kept_as})


def _move(label: Label, agency: int) -> int:
    """To ``agency``; where that has a label of the same word, the two become one. The key of what there is now."""
    same = Label.objects.filter(agency=agency, name=label.name).first()
    if same is None:
        Label.objects.filter(pk=label.pk).update(agency=agency)
        return label.pk
    marked = LabelMark.objects.filter(label=same).values("dossier")
    LabelMark.objects.filter(label=label).exclude(dossier__in=marked).update(label=same)
    label.delete()
    return same.pk


def _rename(kept: SavedList, renamed: Mapping[str, Keys]) -> None:
    query = QueryDict(kept.query, mutable=True)
    for name, keys in renamed.items():
        found = query.get(name, "")
        if found.isascii() and found.isdigit() and int(found) in keys:
            query[name] = str(keys[int(found)])
    if query.urlencode() != kept.query:
        SavedList.objects.filter(pk=kept.pk).update(query=query.urlencode())
