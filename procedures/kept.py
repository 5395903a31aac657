"""What a process keeps of the catalogue for a while: published editions do not change, what stands beside seldom."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Value = TypeVar("Value")
SECONDS = 300
MOST = 600

_lock = threading.Lock()
_shelf: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()


def kept(key: Hashable, make: Callable[[], Value]) -> Value:
    """What ``make`` gave for ``key`` within the last five minutes in this process, or gives now.

    Two threads that come at once may both make it. The least recently wanted goes first when the shelf is full.
    """
    now = time.monotonic()
    with _lock:
        found = _shelf.get(key)
        if found is not None and now - found[0] < SECONDS:
            _shelf.move_to_end(key)
            return found[1]  # type: ignore[no-any-return]
    value = make()
    with _lock:
        _shelf[key] = (now, value)
        _shelf.move_to_end(key)
        while len(_shelf) > MOST:
            _shelf.popitem(last=False)
    return value
