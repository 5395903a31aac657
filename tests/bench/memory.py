"""How far this process grows after it is warm."""

import os
from pathlib import Path

WARM = 0.2
"""The share of the work after which is measured first: caches are filled by then."""


def resident() -> int:
    """KiB of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * (os.sysconf("SC_PAGESIZE") // 1024)


class Growth:
    def __init__(self) -> None:
        self.warm = 0

    def note(self, share: float) -> None:
        """``share`` of the work is done."""
        if not self.warm and share > WARM:
            self.warm = resident()

    def ratio(self) -> float:
        return resident() / (self.warm or resident())
