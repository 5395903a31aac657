"""A virus scanner to ask: speaks clamd's INSTREAM over a socket, and knows one virus."""

import socket
import struct
import threading
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LIMIT = 25 * 1024 * 1024


class Scanner:
    """Answers until it is stopped; ``says`` replaces its own judgement."""

    def __init__(self, path: Path) -> None:
        self.path, self.says, self.asked = path, "", 0
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(path))
        self.socket.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self) -> None:
        self.path.unlink(missing_ok=True)
        self.socket.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _address = self.socket.accept()
            except OSError:
                return
            with line, line.makefile("rb") as heard:
                self.asked += 1
                line.sendall(self._answer(heard))

    def _answer(self, heard) -> bytes:
        assert heard.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", heard.read(4))[0]:
            content += heard.read(length)
            if len(content) > LIMIT:
                return b"INSTREAM size limit exceeded. ERROR\0"
        judged = "stream: Eicar-Test FOUND" if EICAR in content else "stream: OK"
        return (self.says or judged).encode() + b"\0"
