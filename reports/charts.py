"""Where the marks of a chart stand. Drawn by templates as SVG: told apart by dashes, shapes and words, never by colour
alone; beside each stands the table of its numbers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

WIDTH, HEIGHT = 400, 230
LEFT, RIGHT, TOP, BOTTOM = 46, 96, 18, 28
APART = 16
"""Between two words at the end of lines."""

SHAPES = ("circle", "square", "triangle")


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    text: str = ""


@dataclass(frozen=True)
class Series:
    name: str | Promise
    shape: str
    points: str
    marks: list[Mark]
    word: Mark


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    middle: float
    text: str


@dataclass(frozen=True)
class Chart:
    lines: list[Mark]
    """Across, with the number they stand for."""

    ticks: list[Mark]
    series: Sequence[Series] = ()
    bars: Sequence[Bar] = ()
    width: int = WIDTH
    height: int = HEIGHT
    right: float = WIDTH - RIGHT


def lines(names: Sequence[str], values: Sequence[tuple[str | Promise, Sequence[int]]]) -> Chart:
    """``values``: name and numbers of each series, one number for each of ``names`` below."""
    top = _round_up(max((max(numbers, default=0) for _name, numbers in values), default=0))
    step = (WIDTH - LEFT - RIGHT) / max(len(names) - 1, 1)
    places = [LEFT + step * number for number in range(len(names))]
    ends = _spread([_height(numbers[-1], top) for _name, numbers in values])
    series = [
        _series(name, shape, numbers, (places, top, end))
        for (name, numbers), shape, end in zip(values, SHAPES, ends, strict=False)
    ]
    return Chart(_grid(top, ""), _ticks(names, places), series)


def _series(
    name: str | Promise, shape: str, numbers: Sequence[int], frame: tuple[Sequence[float], int, float]
) -> Series:
    places, top, end = frame
    marks = [Mark(round(x, 1), _height(number, top)) for x, number in zip(places, numbers, strict=True)]
    points = " ".join(f"{mark.x},{mark.y}" for mark in marks)
    return Series(name, shape, points, marks, Mark(WIDTH - RIGHT + 10, end))


def bars(names: Sequence[str], percents: Sequence[int | None]) -> Chart:
    """Shares in hundredths; where there is none, none is drawn."""
    right = WIDTH - 8
    step = (right - LEFT) / max(len(names), 1)
    places = [LEFT + step * (number + 0.5) for number in range(len(names))]
    drawn = [_bar(x, step, percent) for x, percent in zip(places, percents, strict=True) if percent is not None]
    return Chart(_grid(100, " %"), _ticks(names, places), bars=drawn, right=right)


def _bar(x: float, step: float, percent: int) -> Bar:
    y, width = _height(percent, 100), step * 0.64
    return Bar(round(x - width / 2, 1), y, round(width, 1), round(HEIGHT - BOTTOM - y, 1), round(x, 1), f"{percent}")


def _height(number: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(number, top) / top, 1)


def _grid(top: int, unit: str) -> list[Mark]:
    return [Mark(LEFT, _height(top * part // 4, top), f"{top * part // 4:n}{unit}") for part in range(5)]


def _ticks(names: Sequence[str], places: Sequence[float]) -> list[Mark]:
    return [Mark(round(x, 1), HEIGHT - 8, name) for x, name in zip(places, names, strict=True)]


def _round_up(number: int) -> int:
    """To a number whose quarters are whole: 4, 8, 20, 40, 80, 200 …"""
    size = 4
    while size < number:
        size = size * 5 // 2 if str(size)[0] == "8" else size * 2
    return size


def _spread(heights: Sequence[float]) -> list[float]:
    """Moved down as far as words at these heights would touch."""
    order = sorted(range(len(heights)), key=lambda one: heights[one])
    placed = dict.fromkeys(order, 0.0)
    last = -APART * 1.0
    for one in order:
        last = placed[one] = max(heights[one], last + APART)
    return [placed[one] + 4 for one in range(len(heights))]
