"""How this server behaves where documents are silent (protocols §3.2, §4.5, §12), switched by tests and people."""

from mock_national.kept import Switch

CHOICES = {
    "good_code": ("text", "number", "double"),  # "0", 0, "00": all were seen (§0.3)
    "unknown": ("refuse", "upsert"),  # an insert of a known dossier, an update of an unknown one
    "files": ("ignore", "fetch"),  # whether a record is stored only when its files can be fetched
}
"""The first of each is the rule as long as nobody switches."""

GOOD_CODES: dict[str, object] = {"text": "0", "number": 0, "double": "00"}


def current() -> dict[str, str]:
    return {name: values[0] for name, values in CHOICES.items()} | dict(Switch.objects.values_list("name", "value"))


def turn(name: str, value: str) -> None:
    """Raises ``ValueError`` where there is no such switch or value."""
    if value not in CHOICES.get(name, ()):
        raise ValueError(name)
    Switch.objects.update_or_create(name=name, defaults={"value": value})
