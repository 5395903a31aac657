"""Fifty readers at once, each asking for the next page as soon as it has the last, over connections kept open."""

import asyncio
import itertools
import random
import re
import statistics
import time
from collections.abc import Iterator, Sequence

USERS = 50
LEAVING = 0.3
LENGTH = re.compile(rb"http/1\.1 200 .*\r\ncontent-length: (\d+)", re.DOTALL)


class _Reader(asyncio.Protocol):
    """One reader at one connection, which is made anew when the server closes it."""

    def __init__(self, house: "_House") -> None:
        self.house = house
        self.seen = b""
        self.whole = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        self.seen, self.whole = b"", 0
        self.transport.write(next(self.house.requests))  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.seen += data
        if not self.whole and (end := self.seen.find(b"\r\n\r\n")) >= 0:
            self.whole = end + 4 + self._length(self.seen[:end].lower())
        if self.whole and len(self.seen) >= self.whole:
            self.house.pages += 1
            if self.house.is_open:
                self._ask()
            else:
                self.transport.close()

    def _length(self, head: bytes) -> int:
        found = LENGTH.match(head)
        if not found:
            self.house.wrong, self.house.is_open = head.decode(), False
        return int(found[1]) if found else 0

    def connection_lost(self, exc: Exception | None) -> None:
        self.house.leave()


class _House:
    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.port, self.requests = port, requests
        self.pages, self.is_open, self.wrong = 0, True, ""

    async def enter(self) -> None:
        await asyncio.get_running_loop().create_connection(lambda: _Reader(self), "127.0.0.1", self.port)

    def leave(self) -> None:
        if self.is_open:
            self.task = asyncio.ensure_future(self.enter())

    async def measured(self, seconds: float) -> float:
        await asyncio.gather(*(self.enter() for _ in range(USERS)))
        before, started = self.pages, time.perf_counter()
        await asyncio.sleep(seconds)
        rate = (self.pages - before) / (time.perf_counter() - started)
        self.is_open = False
        await asyncio.sleep(LEAVING)
        if self.wrong:
            raise RuntimeError(f"not the page that was asked for: {self.wrong}")
        return rate


def pages_per_second(port: int, addresses: Sequence[str], seconds: float) -> float:
    """How many whole pages ``USERS`` readers get. Raises ``RuntimeError`` after any answer but 200."""
    asked = (
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip, br\r\n\r\n".encode()
        for address in itertools.cycle(addresses)
    )
    return asyncio.run(_House(port, asked).measured(seconds))


# --- How long one waits -----------------------------------------------------------------------------
THINKING = 1.0


async def _official(port: int, addresses: Iterator[str], cookie: str, ends: float, times: list[float]) -> None:
    """One official at one connection at a time: asks, reads to the end, thinks a second."""
    await asyncio.sleep(random.random() * THINKING)
    while time.perf_counter() < ends:
        asked = (
            f"GET {next(addresses)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
            "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
        )
        started = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(asked.encode())
        answer = await reader.read(-1)
        writer.close()
        times.append((time.perf_counter() - started) * 1000)
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"not the page that was asked for: {answer[:200]!r}")
        await asyncio.sleep(THINKING)


def p95(port: int, addresses: Sequence[str], cookies: Sequence[str], seconds: float) -> float:
    """In milliseconds, over all pages that the owners of ``cookies`` got side by side."""
    times: list[float] = []

    async def all_of_them() -> None:
        ends = time.perf_counter() + seconds
        asked = itertools.cycle(addresses)
        await asyncio.gather(*(_official(port, asked, cookie, ends, times) for cookie in cookies))

    asyncio.run(all_of_them())
    return statistics.quantiles(times, n=20)[-1]
