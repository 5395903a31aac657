"""A page of a step left open in a browser: what its script would send as its person types."""

import html
import json
import re

from django.urls import reverse

from tests.dossiers.pages import hidden, page_of


class Tab:
    """One open page; ``tags`` is what it believes of every question."""

    def __init__(self, window, draft, number):
        self.window = window
        self.url = reverse("dossier_step", args=[draft.uuid, number])
        page = page_of(window, self.url)
        self.hidden = {name: hidden(page, name) for name in ("form_token", "version")}
        self.tags = json.loads(html.unescape(re.search(r'data-tags="([^"]*)"', page).group(1)))

    def types(self, **controls):
        """Send these questions of one control each, and learn from the answer."""
        seen = [f"{question} {tag}" for question, tag in self.tags.items()]
        answer = self.window.post(f"{self.url}tu-luu/", {":changed": list(controls), ":seen": seen, **controls})
        if answer.status_code in (200, 409):
            self.tags = answer.json()["tags"]
        return answer
