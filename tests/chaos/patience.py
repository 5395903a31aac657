"""Waiting as long as something moves: a slow machine takes longer, a stuck one is noticed."""

import time
from collections.abc import Callable
from typing import Any

STILL = 150
"""Seconds without any movement after which nothing is expected to come any more: longer than a killed worker's lease,
the longest pause and the start of another worker together."""


def wait_while_moving(
    done: Callable[[], bool], moves: Callable[[], Any], meanwhile: Callable[[], None], still: float = STILL
) -> bool:
    """Until ``done``; ``False`` once ``moves`` has given the same for ``still`` seconds."""
    last, since = moves(), time.monotonic()
    while not done():
        meanwhile()
        now = moves()
        if now != last:
            last, since = now, time.monotonic()
        elif time.monotonic() - since > still:
            return False
    return True
