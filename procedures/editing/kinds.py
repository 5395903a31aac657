"""The kinds of rows an edition is made of, as administrators work on them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from procedures.models import Case, Component, Edition, Exemption, Fee, ProcessStep, Responsibility, TimeLimit


@dataclass(frozen=True)
class Kind:
    """``slug`` stands in addresses; ``tab`` is where its rows are listed."""

    key: str
    slug: str
    model: type[Model]
    tab: str
    is_ordered: bool = True
    is_found_by: bool = False
    """Its words are words the edition is searched by."""

    varies: str = ""
    """The column in which rows differ that are worked on as one."""

    def rows(self, edition: Edition) -> QuerySet[Any]:
        """In their order, with what their words need."""
        names = {field.name for field in self.model._meta.concrete_fields}
        joined = [name for name in ("case", "fee", "agency", "form_file") if name in names]
        found = self.model._default_manager.filter(edition=edition).select_related(*joined)
        return found.order_by("number", "pk") if "number" in names else found


KINDS = {
    kind.key: kind
    for kind in (
        Kind("case", "truong-hop", Case, "papers", is_found_by=True),
        Kind("paper", "giay-to", Component, "papers", is_found_by=True),
        Kind("time", "thoi-han", TimeLimit, "times", varies="channel"),
        Kind("fee", "phi", Fee, "fees", varies="channel"),
        Kind("exemption", "mien-giam", Exemption, "fees", varies="fee"),
        Kind("agency", "co-quan", Responsibility, "agencies", is_ordered=False),
        Kind("step", "buoc", ProcessStep, "agencies"),
    )
}


def kind_of(row: Model) -> Kind:
    return next(kind for kind in KINDS.values() if isinstance(row, kind.model))
