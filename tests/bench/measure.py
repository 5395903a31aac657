"""Ratios of our speed to a baseline taken in the same run, on the same machine, in turns."""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """One line of the table. ``ratio`` is ours / baseline; ``better`` says which way is good."""

    name: str
    ours: float
    baseline: float
    unit: str
    better: str
    aim: float

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline

    @property
    def holds(self) -> bool:
        return self.ratio <= self.aim if self.better == "lower" else self.ratio >= self.aim

    @property
    def aimed(self) -> str:
        return f"{'<=' if self.better == 'lower' else '>='} {self.aim:g}"

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": round(self.ratio, 3), "holds": self.holds}


@dataclass(frozen=True)
class Limit(Result):
    """One whose aim is in its own unit; the ratio to the baseline is told beside it."""

    @property
    def holds(self) -> bool:
        return self.ours <= self.aim if self.better == "lower" else self.ours >= self.aim

    @property
    def aimed(self) -> str:
        return f"{super().aimed} {self.unit}"


def milliseconds(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def in_turns(ours: Callable[[], Any], baseline: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """The medians, in milliseconds, of both calls made alternately, so that a busy moment hits both."""
    ours(), baseline()
    pairs = [(milliseconds(ours), milliseconds(baseline)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
