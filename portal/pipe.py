"""How work travels to a child process and comes back: length-prefixed messages over its pipes.

It imports nothing of ours and no Django, so that a child starts light and knows nothing it does not need.
"""

import resource
import struct
import sys
from collections.abc import Callable
from typing import IO

LENGTH = struct.Struct(">I")
GOOD, BAD = b"+", b"-"
Errors = tuple[type[Exception], ...]


def read_message(stream: IO[bytes]) -> bytes | None:
    """The next length-prefixed message, or ``None`` at the end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    return stream.read(size)


def write_message(stream: IO[bytes], content: bytes) -> None:
    stream.write(LENGTH.pack(len(content)) + content)
    stream.flush()


def pack(*parts: bytes) -> bytes:
    """Several things as one message."""
    return b"".join(LENGTH.pack(len(part)) + part for part in parts)


def unpack(message: bytes) -> list[bytes]:
    parts, place = [], 0
    while place < len(message):
        (size,) = LENGTH.unpack_from(message, place)
        place += LENGTH.size
        parts.append(message[place : place + size])
        place += size
    return parts


def serve(work: Callable[[bytes], bytes], refusals: Errors, memory: int) -> None:
    """In the child: answer every message until the end. ``refusals`` are answered by name; ``memory`` is in bytes."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while (message := read_message(incoming)) is not None:
        try:
            answer = GOOD + work(message)
        except refusals as error:
            answer = BAD + type(error).__name__.encode()
        write_message(outgoing, answer)
