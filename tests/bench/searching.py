"""``search.find()`` in process against the statements it sends, alone, among 2,000 and among 200,000 procedures."""

import json
import statistics
from collections.abc import Callable, Sequence

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures import search
from tests.bench.many import grow
from tests.bench.measure import Limit, Result, milliseconds

QUERIES = settings.BASE_DIR / "tests/procedures/relevance.json"
ROUNDS = 3
FEW, MANY = 2_000, 200_000
AIM, AIM_MS = 3.0, 50.0


def run() -> list[Result]:
    queries = [asked["query"] for asked in json.loads(QUERIES.read_text(encoding="utf-8"))]
    grow(FEW)
    ours, own = _times(queries)
    results: list[Result] = [Result("find_2k", statistics.median(ours), statistics.median(own), "ms", "lower", AIM)]
    grow(MANY)
    ours, own = _times(queries)
    return [*results, Limit("find_200k_p95", _p95(ours), _p95(own), "ms", "lower", AIM_MS)]


def _times(queries: Sequence[str]) -> tuple[list[float], list[float]]:
    """For each query the medians of both, taken in turns."""
    search.find("khai sinh")  # the words of this state of the catalogue are read once
    pairs = [_pair(query) for query in queries]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _pair(query: str) -> tuple[float, float]:
    with CaptureQueriesContext(connection) as captured:
        search.find(query)
    own = _sent([entry["sql"] for entry in captured.captured_queries])
    rounds = [(milliseconds(lambda: search.find(query)), milliseconds(own)) for _ in range(ROUNDS)]
    return statistics.median(pair[0] for pair in rounds), statistics.median(pair[1] for pair in rounds)


def _sent(statements: Sequence[str]) -> Callable[[], None]:
    def send() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    return send


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
