"""Child processes that end when we do, and a root user that PostgreSQL accepts."""

import ctypes
import os
import pwd
import select
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
NOBODY = "nobody"
NO_NAMESPACE = 97
LAST_WORDS = 4
_libc = ctypes.CDLL(None, use_errno=True)


class CannotRunAsRoot(Exception):
    """PostgreSQL refuses root, and this machine allows neither user namespaces nor the account ``nobody``."""


@dataclass(frozen=True)
class Disguise:
    """How a child that refuses root is run by root: in a user namespace, else as an existing account."""

    namespace: bool = False
    account: str = ""

    def enter(self) -> None:
        if self.namespace:
            if _libc.unshare(CLONE_NEWUSER) != 0:
                os._exit(NO_NAMESPACE)
            nobody = pwd.getpwnam(NOBODY).pw_uid  # initdb looks the user up, so it must exist
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{nobody} 0 1")
            Path("/proc/self/gid_map").write_text(f"{nobody} 0 1")
        elif self.account:
            entry = pwd.getpwnam(self.account)
            os.setgroups([])
            os.setgid(entry.pw_gid)
            os.setuid(entry.pw_uid)


PLAIN = Disguise()


def before_exec(disguise: Disguise, death: int) -> Callable[[], None]:
    """A session of its own, the disguise, and only then the parent-death signal.

    The kernel clears it on a change of user.
    """

    def prepare() -> None:
        os.setsid()
        disguise.enter()
        _libc.prctl(PR_SET_PDEATHSIG, death)

    return prepare


def disguise_for(program: Path) -> Disguise:
    """The one under which ``program --version`` runs. Raises ``CannotRunAsRoot``."""
    if os.geteuid() != 0:
        return PLAIN
    for disguise in (Disguise(namespace=True), Disguise(account=NOBODY)):
        if _runs(program, disguise):
            return disguise
    raise CannotRunAsRoot


def _runs(program: Path, disguise: Disguise) -> bool:
    argv = [str(program), "--version"]
    try:
        done = subprocess.run(argv, preexec_fn=before_exec(disguise, signal.SIGTERM), capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


class StopRequest:
    """Whether a signal asked us to stop.

    A pipe and no ``threading.Event``: its lock may be held by ``wait`` at the very moment the signal arrives.
    """

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)  # a full pipe has said it already
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        with suppress(BlockingIOError):
            os.write(self._writer, b".")

    def wait(self, seconds: float) -> bool:
        return bool(select.select([self._reader], [], [], seconds)[0])


@dataclass
class Child:
    """One child process; its output goes to the end of ``log``, its number beside it, and it keeps the descriptor
    ``inherited`` open."""

    name: str
    argv: Sequence[str]
    log: Path
    env: Mapping[str, str] | None = None
    folder: Path | None = None
    stop_signal: int = signal.SIGTERM
    grace: float = 10
    disguise: Disguise = PLAIN
    inherited: int = -1
    process: "subprocess.Popen[bytes]" = field(init=False)
    _told: int = field(init=False, default=0)

    def start(self) -> "Child":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            self._told = self._told or out.tell()
            self.process = subprocess.Popen(
                [str(part) for part in self.argv],
                env=self.env,
                cwd=self.folder,
                pass_fds=[self.inherited] if self.inherited >= 0 else [],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                preexec_fn=before_exec(self.disguise, self.stop_signal),
            )
        self.log.with_suffix(".pid").write_text(str(self.process.pid))
        return self

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def news(self) -> list[str]:
        """The whole lines written since this was last asked, or since the first start."""
        with self.log.open("rb") as written:
            written.seek(self._told)
            lines = written.read().rpartition(b"\n")[0]
        self._told += len(lines) + bool(lines)
        return lines.decode(errors="replace").splitlines()

    def stop(self) -> None:
        self.ask_to_end()
        self.wait_or_kill()

    def ask_to_end(self) -> None:
        if not self.has_ended:
            self.process.send_signal(self.stop_signal)

    def wait_or_kill(self) -> None:
        """At the end of patience its whole session is killed."""
        try:
            self.process.wait(self.grace)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class ChildEnded(Exception):
    """A child did not come up, or ended where it must not; the text says where to look and its last words."""

    def __init__(self, child: Child) -> None:
        last = child.log.read_text(errors="replace").splitlines()[-LAST_WORDS:]
        super().__init__("\n".join([f"{child.name} failed: see {child.log}", *(f"  {line}" for line in last)]))


def wait_until(ready: Callable[[], bool], child: Child, seconds: float) -> None:
    """Poll ``ready``. Raises ``ChildEnded`` when the child gives up or the time is over."""
    ends = time.monotonic() + seconds
    while not ready():
        if child.has_ended or time.monotonic() > ends:
            raise ChildEnded(child)
        time.sleep(0.05)
