"""How well a photographed or scanned paper can be read, measured with Pillow alone and said in words.

Sharpness is the variance of the Laplacian where there is something to see, over the variance of brightness there: the
measure is the same for a full page and for one line, for pale ink and for black.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageChops, ImageFilter, ImageStat

from portal.files.paper import Doubt

TINY_BELOW = 450
"""Pixels of the longer side; a portrait of 3 × 4 cm at 300 dots per inch has 472."""
SMALL_BELOW = 700
DARK_BELOW = 90
"""Brightness (0–255) that the brightest twentieth of the picture, the paper, should reach."""
BLURRED_BELOW = 0.25
"""Sharpness; letters that can just be read come to about 1, sharp ones to 3 and more."""
BLANK_BELOW = 0.0003
"""Share of the picture that differs from what is around it; a lone signature comes to three times as much."""

MEASURED, COARSE = 1000, 400
TILES = 8
CONTRAST_LEAST = 10
MARK_LEAST = 12
SURROUNDINGS = 12
LAPLACIAN = ImageFilter.Kernel((3, 3), [0, 1, 0, 1, -4, 1, 0, 1, 0], scale=2, offset=128)
SCALE = 2


@dataclass(frozen=True)
class Look:
    """What was measured: the longer side in pixels as sent, brightness of the paper, sharpness (nothing where there is
    nothing to see), and the share of marks."""

    longer_side: int
    brightness: int
    sharpness: float | None
    marks: float

    @property
    def doubt(self) -> Doubt:
        if self.brightness < DARK_BELOW:
            return Doubt.DARK
        if self.sharpness is not None and self.sharpness < BLURRED_BELOW:
            return Doubt.BLURRED
        return Doubt.SMALL if self.longer_side < SMALL_BELOW else Doubt.NONE

    @property
    def unreadable(self) -> str | Promise:
        """Why the picture is no use, in words; nothing for one that may be read."""
        if self.longer_side < TINY_BELOW:
            return _("The picture is far too small to be read. Send the original photograph, not a preview of it.")
        if self.marks < BLANK_BELOW:
            return _("The page is blank: nothing can be seen on it. Photograph the side with the writing.")
        return ""


def look(picture: Image.Image, longer_side: int) -> Look:
    """Measure ``picture``, however it was shrunk since it was sent with ``longer_side`` pixels."""
    grey = picture.convert("L")
    grey.thumbnail((MEASURED, MEASURED), Image.Resampling.BOX)
    return Look(longer_side, _brightness(grey), _sharpness(grey), _marks(grey))


def _brightness(grey: Image.Image) -> int:
    """The 95th percentile: that of the paper, whatever table it lies on."""
    left = grey.width * grey.height // 20
    for tone, count in reversed(list(enumerate(grey.histogram()))):
        left -= count
        if left < 0:
            return tone
    return 0


def _sharpness(grey: Image.Image) -> float | None:
    """The median over the tiles in which there is something to see."""
    edges = grey.filter(LAPLACIAN)
    found = sorted(
        SCALE**2 * ImageStat.Stat(edges.crop(tile)).var[0] / contrast
        for tile in _tiles(grey)
        if (contrast := ImageStat.Stat(grey.crop(tile)).var[0]) >= CONTRAST_LEAST**2
    )
    return found[len(found) // 2] if found else None


def _tiles(grey: Image.Image) -> Iterator[tuple[int, int, int, int]]:
    """Without the outermost pixels, which the Laplacian leaves as they were."""
    width, height = (grey.width - 2) // TILES, (grey.height - 2) // TILES
    for row in range(TILES if width and height else 0):
        for column in range(TILES):
            left, top = 1 + column * width, 1 + row * height
            yield left, top, left + width, top + height


def _marks(grey: Image.Image) -> float:
    coarse = grey.copy()
    coarse.thumbnail((COARSE, COARSE), Image.Resampling.BOX)
    apart = ImageChops.difference(coarse, coarse.filter(ImageFilter.BoxBlur(SURROUNDINGS)))
    return sum(apart.histogram()[MARK_LEAST:]) / (coarse.width * coarse.height)
