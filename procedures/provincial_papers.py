"""When a paper is asked for: what the province has decided of papers that the national record only names."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings

OWN = settings.BASE_DIR / "demo" / "papers.json"


@cache
def _own() -> dict[str, dict[str, dict[str, Any]]]:
    return json.loads(OWN.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def decided(procedure: str) -> Mapping[str, Mapping[str, Any]]:
    """By code of the paper: whether it ``is_required``, and the ``condition`` on answers of the form."""
    return _own().get(procedure, {})
