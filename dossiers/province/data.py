"""What ``demo/province.json`` says: shares, names, phrases."""

import json
from functools import cache
from random import Random
from typing import Any

from django.conf import settings

FILE = settings.BASE_DIR / "demo" / "province.json"


@cache
def told() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def words(about: str, chance: Random) -> str:
    """One of the phrases about something."""
    return str(chance.choice(told()["words"][about]))
