"""A small TCP proxy as a process of its own between the portal and the nation, told over its standard input how to
behave: ``through``, ``hole`` (takes everything, answers nothing) or ``cut <share>`` (drops answers that have been
given). ``count`` answers how many calls came in so far.

    python -m tests.chaos.proxy <own port> <port of the nation>
"""

import random
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from tests.national_process import free_port

ROOT = Path(__file__).resolve().parents[2]
CHUNK = 1 << 16


class Line:
    """How the line behaves, shared by all connections."""

    def __init__(self) -> None:
        self.mode, self.share, self.calls = "through", 0.0, 0
        self.changed = threading.Condition()

    def behave(self, mode: str, share: float = 0.0) -> None:
        with self.changed:
            self.mode, self.share = mode, share
            self.changed.notify_all()

    def wait_for_an_end_of_the_hole(self) -> None:
        with self.changed:
            self.changed.wait_for(lambda: self.mode != "hole")

    def drops(self) -> bool:
        return self.mode == "cut" and random.random() < self.share


def relay(source: socket.socket, sink: socket.socket, line: Line, is_answer: bool) -> None:
    with suppress(OSError):
        while chunk := source.recv(CHUNK):
            if not is_answer and chunk.startswith(b"POST "):
                line.calls += 1
            if line.mode == "hole":
                line.wait_for_an_end_of_the_hole()
                break  # what fell into it is gone
            if is_answer and line.drops():
                break
            sink.sendall(chunk)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


def serve(own: int, target: int, line: Line) -> None:
    with socket.create_server(("127.0.0.1", own)) as door:
        while True:
            near, _address = door.accept()
            try:
                far = socket.create_connection(("127.0.0.1", target), 5)
                far.settimeout(None)
            except OSError:
                near.close()
                continue
            for source, sink, is_answer in ((near, far, False), (far, near, True)):
                threading.Thread(target=relay, args=(source, sink, line, is_answer), daemon=True).start()


def main(own: int, target: int) -> None:
    line = Line()
    threading.Thread(target=serve, args=(own, target, line), daemon=True).start()
    for words in map(str.split, sys.stdin):
        if words == ["count"]:
            print(line.calls, flush=True)
        else:
            line.behave(words[0], float(words[1]) if len(words) > 1 else 0.0)
            print("ok", flush=True)


class Proxy:
    """The process, as a test speaks to it."""

    def __init__(self, target: int) -> None:
        self.port = free_port()
        argv = [sys.executable, "-m", "tests.chaos.proxy", str(self.port), str(target)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(argv, cwd=ROOT, text=True, **pipes)
        self.url = f"http://127.0.0.1:{self.port}"

    def behave(self, *words: object) -> None:
        self._say(" ".join(map(str, words)))

    def calls(self) -> int:
        return int(self._say("count"))

    def _say(self, words: str) -> str:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
