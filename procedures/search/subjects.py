"""Fields and agencies that a query may name: "hộ tịch", "Sở Xây dựng"."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.agencies.models import Agency
from portal.vietnamese import findable
from procedures import generation
from procedures.models import Field

WHOLE, PART = 1.0, 0.25
LEFT_OUT = {"va", "tinh", "bac", "giang"}
"""Words of names that people leave out."""

Names = list[tuple[str, int]]


@dataclass(frozen=True)
class Subjects:
    """Keys of what was named, with how much of the query it is, up to ``WHOLE``."""

    fields: dict[int, float] = field(default_factory=dict)
    agencies: dict[int, float] = field(default_factory=dict)

    @property
    def are_whole(self) -> bool:
        """Nothing but a field or an agency was said."""
        return WHOLE in (*self.fields.values(), *self.agencies.values())


@dataclass(frozen=True)
class Register:
    """The names there are, without marks and small words."""

    fields: Names
    agencies: Names

    def named_by(self, needed: Iterable[str]) -> Subjects:
        said = " ".join(word for word in needed if word not in LEFT_OUT)
        return Subjects(_named(said, self.fields), _named(said, self.agencies) | _begun(said, self.agencies))


def register(state: str) -> Register:
    return generation.kept(("subjects",), _load, state=state)


def _load() -> Register:
    kinds = (Agency.Kind.DEPARTMENT, Agency.Kind.VERTICAL)
    fields = Field.objects.values_list("name", "pk")
    agencies = Agency.objects.existing().filter(kind__in=kinds).values_list("name", "pk")
    return Register(*([(_short(name), pk) for name, pk in found] for found in (fields, agencies)))


def _short(name: str) -> str:
    return " ".join(word for word in findable(name).split() if word not in LEFT_OUT)


def _named(said: str, names: Names) -> dict[int, float]:
    found = {pk: WHOLE if name == said else PART for name, pk in names if f" {name} " in f" {said} "}
    return {pk: share for pk, share in found.items() if share == max(found.values())}


def _begun(said: str, names: Names) -> dict[int, float]:
    """ "sở nông nghiệp": the beginning of a longer name, two words at least."""
    return {pk: WHOLE for name, pk in names if " " in said and f"{name} ".startswith(f"{said} ")}
