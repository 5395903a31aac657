"""People at work during a run: most changes by the verbs of the workflow, some by officials in their browsers, who
press again when the page did not come."""

import random
import re
import time

import httpx
from django.db import OperationalError, connection

from dossiers.models import Dossier, Status
from portal.accounts.models import User
from tests.chaos.web import Web, Window
from tests.chaos.world import Province

STEPS = ("receive", "forward", "finish", "hand_over")
STATUS_AFTER = (Status.RECEIVED, Status.IN_PROCESS, Status.FINISHED, Status.HANDED_OVER)
AT_DESK = (0, 1)
"""Steps that an official may take in a browser: they ask for nothing."""


class Browser(Window):
    """An official's, with the second factor passed."""

    def __init__(self, web: Web, user: User) -> None:
        super().__init__(web, user, methods=[{"method": "mfa", "at": time.time(), "type": "totp"}])

    def press(self, dossier: Dossier, action: str) -> None:
        """Open the page and press; raises ``httpx.HTTPError`` where the web died under it."""
        address = f"/quan-tri/dossiers/dossier/{dossier.uuid}/"
        page = self.get(address).text
        form = next((part for part in page.split("<form")[1:] if f'value="{action}"' in part.split("</form")[0]), "")
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|form_token)" value="([^"]*)"', form))
        if len(hidden) == 2:
            self.post(address, hidden | {"action": action})


class Labour:
    def __init__(self, province: Province, web: Web, dossiers: list[Dossier], rng: random.Random) -> None:
        self.province, self.web, self.dossiers, self.rng = province, web, dossiers, rng
        self.pressed = self.pressed_again = 0

    def directly(self, plan: list[tuple[int, int]]) -> None:
        """In a thread of its own: each dossier's steps in order."""
        for number, step in plan:
            self._step(self.dossiers[number], step)
        connection.close()

    def in_browsers(self, plan: list[tuple[int, int]]) -> None:
        browsers = {unit.pk: Browser(self.web, clerk) for _agency, unit, clerk, _officer in self.province.desks}
        for number, step in plan:
            dossier = self.dossiers[number]
            if step in AT_DESK:
                self._press(browsers[dossier.received_by_id], dossier, step)
            else:
                self._step(dossier, step)
        connection.close()

    def _step(self, dossier: Dossier, step: int) -> None:
        self.province.change(Dossier.objects.get(pk=dossier.pk), step)

    def _press(self, browser: Browser, dossier: Dossier, step: int) -> None:
        """Until it has happened, however often the web dies."""
        for attempt in range(200):
            self.pressed += 1
            self.pressed_again += attempt > 0
            try:
                browser.press(dossier, STEPS[step])
            except httpx.HTTPError:
                time.sleep(0.5)
            if self._has(dossier, step):
                return
        raise AssertionError(f"{dossier} could not be brought to {STEPS[step]}")

    @staticmethod
    def _has(dossier: Dossier, step: int) -> bool:
        try:
            return Dossier.objects.filter(pk=dossier.pk, status=STATUS_AFTER[step]).exists()
        except OperationalError:
            return False
