"""How pages travel to the printer and PDFs back: length-prefixed messages over a pipe.

Apart from the printer, so that our processes never import WeasyPrint: it may be missing, and it teaches Pillow to
accept half a picture.
"""

import struct
from typing import IO

LENGTH = struct.Struct(">I")
GOOD, BAD = b"+", b"-"


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
