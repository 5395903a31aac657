"""The officials and citizens of the province: made once, found again by their user names. Nobody can sign in as them.

Where an official of the demonstration holds the post, it is theirs first.
"""

import uuid
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from random import Random

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from dossiers.province import people
from dossiers.province.data import told
from dossiers.province.plan import BUSINESSES, CITIZENS, FIRST_BUSINESS, Scene
from portal.accounts.models import Identity, User
from portal.agencies.models import Agency, Post, Role
from procedures.models import Case, Procedure, Responsibility

PREFIX = "province-"
NAMESPACE = uuid.UUID("6b1d7a0e-3f57-4c0a-9c1e-2d8c40b6a001")
SINCE = date(2020, 1, 1)
OFFICIALS = {Role.CLERK: 1, Role.OFFICER: 2, Role.LEADER: 1}
NOBODY = "!"
"""A password that none is equal to."""


def is_there() -> bool:
    return User.objects.filter(username__startswith=PREFIX).exists()


# --- Making them ------------------------------------------------------------------------------


def make(scene: Scene, seed: int) -> None:
    """Within the transaction that orders the work."""
    agencies = list(Agency.objects.filter(_involved(scene)).order_by("key"))
    posts = [post for agency in agencies for post in _posts(agency, seed)]
    User.objects.bulk_create(user for user, _post in posts)
    Post.objects.bulk_create(post for _user, post in posts)
    known = list(_citizens(seed))
    User.objects.bulk_create(user for user, _identity in known)
    Identity.objects.bulk_create(identity for _user, identity in known)


def _involved(scene: Scene) -> Q:
    """Those that decide, their one-stop units, and those that take part in what they decide."""
    codes = [offer.procedure for offer in scene.offers]
    joint = Responsibility.objects.filter(edition__procedure__code__in=codes, agency__isnull=False).values("agency")
    return Q(key__in={*scene.units, *scene.units.values()}) | Q(pk__in=joint)


def _posts(agency: Agency, seed: int) -> Iterator[tuple[User, Post]]:
    chance = Random(f"{seed}-{agency.key}")  # noqa: S311
    at_reception = agency.kind == Agency.Kind.ONE_STOP
    for role, count in OFFICIALS.items():
        if role == (Role.OFFICER if at_reception else Role.CLERK):
            continue
        for number in range(count):
            gender = chance.choice((people.MAN, people.WOMAN))
            name = f"{PREFIX}{role}-{number}-{agency.key}"[:64]
            user = User(username=name, full_name=people.name(chance, gender), password=NOBODY)
            yield user, Post(user=user, agency=agency, role=role, title=told()["titles"][role], since=SINCE)


def _citizens(seed: int) -> Iterator[tuple[User, Identity]]:
    for serial in range(1, CITIZENS + 1):
        one = person(serial, seed)
        user = User(username=f"{PREFIX}{serial}", full_name=one.name, phone=one.phone, password=NOBODY)
        yield user, Identity(
            user=user, tech_id=_tech_id(serial), kind=Identity.Kind.CITIZEN, full_name=one.name,
            id_number=one.id_number, born_on=one.born_on, gender=one.gender, address=f"{one.hamlet}, tỉnh Bắc Giang",
            phone=one.phone, assurance="1", read_at=timezone.now(),
        )  # fmt: skip
    for serial in range(FIRST_BUSINESS, FIRST_BUSINESS + BUSINESSES):
        firm = business(serial, seed)
        user = User(username=f"{PREFIX}{serial}", full_name=firm.name, phone=firm.phone, password=NOBODY)
        yield user, Identity(
            user=user, tech_id=_tech_id(serial), kind=Identity.Kind.BUSINESS, full_name=firm.name,
            business_name=firm.name, tax_code=firm.tax_code, address=f"{firm.hamlet}, tỉnh Bắc Giang",
            phone=firm.phone, assurance="1", read_at=timezone.now(),
        )  # fmt: skip


def _tech_id(serial: int) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, str(serial))


def person(serial: int, seed: int) -> people.Person:
    return people.person(serial, Random(f"{seed}-person-{serial}"))  # noqa: S311


def business(serial: int, seed: int) -> people.Business:
    return people.business(serial, Random(f"{seed}-business-{serial}"))  # noqa: S311


# --- Finding them -----------------------------------------------------------------------------


class Cast:
    """Who is there, read once."""

    @cached_property
    def _posts(self) -> dict[tuple[int, str], list[User]]:
        invented, shown = Q(user__username__startswith=PREFIX), Q(user__username__startswith="demo-")
        posts = Post.objects.current().filter(invented | shown).select_related("user").order_by("user__username")
        found: dict[tuple[int, str], list[User]] = {}
        for post in posts:
            found.setdefault((post.agency_id, post.role), []).append(post.user)
        return found

    def official(self, agency: Agency | int, role: str, chance: Random) -> User:
        """Mostly who comes first: an official of the demonstration where one holds the post."""
        held = self._posts[agency if isinstance(agency, int) else agency.pk, role]
        return held[0] if chance.random() < 0.7 else chance.choice(held)

    @cached_property
    def _citizens(self) -> dict[str, User]:
        found = User.objects.filter(username__regex=rf"^{PREFIX}[0-9]+$").select_related("identity")
        return {user.username: user for user in found}

    def citizen(self, serial: int) -> User:
        return self._citizens[f"{PREFIX}{serial}"]

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        return {agency.key: agency for agency in Agency.objects.select_related("parent")}

    @cached_property
    def agencies_in_play(self) -> list[str]:
        """Keys of those where officers are in post."""
        held = {pk for pk, role in self._posts if role == Role.OFFICER}
        return [key for key, agency in self.agencies.items() if agency.pk in held]

    @cached_property
    def _cases(self) -> dict[str, Case]:
        return {}

    def first_case(self, code: str) -> Case:
        """Of the edition in force when it was first asked for, with its form and papers, read once."""
        if code not in self._cases:
            edition = Procedure.objects.select_related("current__field").get(code=code).current
            assert edition is not None  # noqa: S101
            prefetch_related_objects([edition], "components", "time_limits")
            case = edition.cases.order_by("number")[0]
            case.edition = edition
            self._cases[code] = case
        return self._cases[code]

    def commune(self, key: str) -> str:
        """The key of a commune to live in: the agency itself, or one below it."""
        agency = self.agencies[key]
        if agency.kind == Agency.Kind.COMMUNE:
            return key
        below = (one for one in self.agencies.values() if one.kind == Agency.Kind.COMMUNE)
        return next((one.key for one in below if one.parent_id == agency.pk), "phuong-tran-phu-07213")

    @cached_property
    def consulted(self) -> list[Agency]:
        """Agencies with officers to ask; whatever stands at the top is not asked."""
        kinds = [Agency.Kind.DEPARTMENT, Agency.Kind.DISTRICT, Agency.Kind.COMMUNE]
        with_officers = [agency for agency, role in self._posts if role == Role.OFFICER]
        return list(Agency.objects.filter(pk__in=with_officers, kind__in=kinds).order_by("key"))

    @cached_property
    def ours(self) -> list[Agency]:
        """Of these, where an official of the demonstration answers."""
        return [one for one in self.consulted if self._posts[one.pk, Role.OFFICER][0].username.startswith("demo-")]
