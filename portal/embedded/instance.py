"""What one ``VAR_DIR`` has once: its lock, its secrets, its ports."""

import fcntl
import os
import secrets
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

SECRETS = (
    "SECRET_KEY", "NATIONAL_SECRET_KEY", "OIDC_CLIENT_SECRET", "NATIONAL_PASSWORD", "NATIONAL_DOOR_KEY",
    "SIGNING_PASSPHRASE", "PAYPLAT_SECRET", "VNPAY_SECRET",
)  # fmt: skip
LEAVING_SECONDS = 40


class Refused(Exception):
    """The start is impossible; the text says why and what to do."""


@contextmanager
def only_one(var: Path) -> Iterator[int]:
    """Raises ``Refused`` while another instance runs on the same folder.

    The lock dies with its holder, kill -9 included. Yields a second one for the children to inherit: when only their
    parent was killed, the next start waits until the last of them has left.
    """
    var.mkdir(parents=True, exist_ok=True)
    with (var / "up.lock").open("a+") as mine, (var / "children.lock").open("a") as theirs:
        if not _locked(mine):
            mine.seek(0)
            raise Refused(f"already running here (pid {mine.read().strip()})")
        mine.truncate(0)
        mine.write(str(os.getpid()))
        mine.flush()
        ends = time.monotonic() + LEAVING_SECONDS
        while not _locked(theirs):
            if time.monotonic() > ends:
                raise Refused(f"processes of an earlier start in {var} do not end: end them and start again")
            time.sleep(0.1)
        yield theirs.fileno()


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def kept_secrets(var: Path) -> dict[str, str]:
    """Made once at random, kept readable for the owner alone; the environment comes first."""
    path = var / "secrets.env"
    kept = dict(line.split("=", 1) for line in path.read_text().splitlines()) if path.exists() else {}
    missing = [name for name in SECRETS if name not in kept]
    if missing:
        kept |= {name: secrets.token_urlsafe(48) for name in missing}
        aside = path.with_suffix(f".{os.getpid()}")
        aside.touch(mode=0o600)
        aside.write_text("".join(f"{name}={value}\n" for name, value in kept.items()))
        aside.rename(path)
    return {name: os.environ.get(name) or kept[name] for name in SECRETS}


def refuse_half_foreign(env: Mapping[str, str]) -> None:
    """Raises ``Refused`` unless foreign databases are named for both projects, and two of them."""
    ours, theirs = env.get("DATABASE_URL"), env.get("NATIONAL_DATABASE_URL")
    if ours and not theirs:
        raise Refused(
            "DATABASE_URL is set, so NATIONAL_DATABASE_URL must be too: the stand-in has a database of its own"
        )
    if ours and ours == theirs:
        raise Refused("DATABASE_URL and NATIONAL_DATABASE_URL name the same database: the stand-in needs its own")


def refuse_taken_ports(ports: Mapping[str, str]) -> None:
    """Raises ``Refused`` when a port, by the name of its variable, cannot be listened on."""
    if len(set(ports.values())) < len(ports):
        raise Refused(f"{' and '.join(ports)} must differ")
    for variable, port in ports.items():
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind(("127.0.0.1", int(port)))
            except (OSError, OverflowError, ValueError) as error:
                reason = getattr(error, "strerror", None) or "not a port"
                raise Refused(f"port {port} cannot be used ({reason}): set {variable} to another") from error
