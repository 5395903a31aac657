"""What rooms above this one keep of a person, beside the dossiers: each tells its part of the copy itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from portal.accounts.models import User
from portal.files.models import StoredFile

Row = dict[str, Any]
Tables = Mapping[str, list[list[Any]]]
"""For a spreadsheet: by the name of the file its lines, the heads first."""


@dataclass(frozen=True)
class Enclosed:
    """A file of the person, and where it lies in the ZIP."""

    path: str
    stored: StoredFile


def no_files(person: User) -> Iterable[Enclosed]:
    return ()


@dataclass(frozen=True)
class Section:
    """Vietnamese like all of the copy; nothing of another person, nothing the person may not see."""

    name: str
    """Of its rows, in the JSON and for ``template``, which is its part of the page to read."""

    template: str
    tell: Callable[[User], list[Row]]
    tables: Callable[[list[Row]], Tables]
    files: Callable[[User], Iterable[Enclosed]] = no_files


@cache
def sections() -> tuple[Section, ...]:
    """In the order of the settings."""
    return tuple(import_string(path) for path in settings.OWN_DATA_SECTIONS)


def in_copy(file: Enclosed) -> str | None:
    """Its place; ``None`` where the scanner still holds it, so that it is listed alone."""
    return file.path if file.stored.is_released else None
