"""The people of the demonstration: everybody «Vào vai» can become. Nothing of it exists without ``DEMO=1``."""

import json
import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Identity, User
from portal.agencies.models import Agency, Post

POSTED_SINCE = date(2020, 1, 1)


def seed_demo() -> str:
    """Make the citizens (the same people the stand-in knows, by technical id) and the officials with their posts.

    Repeatable.
    """
    people = [person for person in _read("people.json") if person["role"]]
    officials = _read("officials.json")
    with transaction.atomic():
        for person in people:
            _make_citizen(person)
        for official in officials:
            _make_official(official)
    return f"{len(people) + len(officials)} people"


def _read(name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((settings.BASE_DIR / "demo" / name).read_text(encoding="utf-8"))
    return read


def _make_user(role: str, **fields: str) -> User:
    user, is_new = User.objects.update_or_create(username=f"demo-{role}", defaults=fields)
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _make_citizen(person: dict[str, Any]) -> None:
    name = person.get("business_name") or person["full_name"]
    user = _make_user(person["role"], full_name=name, email=person["email"], phone=person["phone"])
    fields = ("full_name", "id_number", "old_id_number", "address", "phone", "email")
    Identity.objects.update_or_create(
        tech_id=uuid.UUID(person["tech_id"]),
        defaults={
            **{field: person[field] for field in fields},
            "user": user,
            "kind": person["kind"],
            "tax_code": person.get("tax_code", ""),
            "business_name": person.get("business_name", ""),
            "born_on": date.fromisoformat(person["birth_on"]),
            "gender": str(person["gender"]),
            "assurance": person["loa"],
            "read_at": timezone.now(),
        },
    )


def _make_official(official: dict[str, Any]) -> None:
    user = _make_user(official["role"], full_name=official["full_name"])
    for role, key, title in official["posts"]:
        agency = Agency.objects.get(key=key)
        Post.objects.get_or_create(
            user=user, agency=agency, role=role, defaults={"title": title, "since": POSTED_SINCE}
        )
