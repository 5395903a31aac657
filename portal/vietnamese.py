"""Vietnamese text without its marks, for finding, and in Vietnamese order, for sorting. The database knows neither."""

import re
import unicodedata

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of dictionaries
LETTER_MARKS = "\u0306\u0302\u031b"  # ă, â/ê/ô, ơ/ư
NOT_PLAIN = re.compile(r"[^a-z0-9]+")
WORD = re.compile(r"[a-z0-9][a-z0-9\u0300-\u036f]*")
EITHER_Y_OR_I = re.compile(r"\b(h|k|l|m|s|t|qu)y\b")


def _parts(text: str) -> str:
    return unicodedata.normalize("NFD", text.lower().replace("đ", "d\u0335"))


def plain(text: str) -> str:
    """Lower case, base letters and digits only, one blank between words: "Hòa, hoà" and "hoa hoa" are the same."""
    letters = "".join(letter for letter in _parts(text) if not unicodedata.combining(letter))
    return NOT_PLAIN.sub(" ", letters).strip()


def findable(text: str) -> str:
    """``plain``, and ký and kí, lý and lí, quý and quí alike: the form that is searched and searched for."""
    return EITHER_Y_OR_I.sub(r"\1i", plain(text))


def marked(text: str) -> str:
    """The words of ``findable`` with their marks, each tone at the end of its word: "hòa" and "hoà" are the same."""
    return " ".join(_tone_last(word) for word in WORD.findall(_parts(text)))


def _tone_last(word: str) -> str:
    letters = EITHER_Y_OR_I.sub(r"\1i", "".join(mark for mark in word if mark not in TONES))
    return letters + "".join(mark for mark in word if mark in TONES)


def sort_key(text: str) -> str:
    """A key whose plain order is the Vietnamese one: letters first (a ă â … d đ), tones only between equals."""
    letters: list[str] = []
    tones: list[str] = []
    for mark in _parts(text):
        if mark in TONES and tones:
            tones[-1] = str(TONES.index(mark) + 1)
        elif mark in LETTER_MARKS and letters:
            letters[-1] = letters[-1][0] + str(LETTER_MARKS.index(mark) + 1)
        elif mark == "\u0335" and letters:
            letters[-1] = letters[-1][0] + "1"
        elif not unicodedata.combining(mark):
            letters.append((mark if mark.isascii() and mark.isalnum() else " ") + "0")
            tones.append("0")
    return "".join(letters) + " " + "".join(tones).rstrip("0")


NOT_GSM = re.compile(r"[^\n !-Z_a-z]")  # of ASCII, GSM 03.38 lacks the brackets and ^ ` | ~ (or counts them twice)
LIKE = {"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "[": "(", "]": ")", "{": "(", "}": ")"}
LIKE |= {"đ": "d", "Đ": "D", "•": "*", "\u00a0": " "}


def unmarked(text: str) -> str:
    """As people type on telephones without Vietnamese: "Hồ sơ đã nộp" is "Ho so da nop"; GSM letters only."""
    alike = "".join(LIKE.get(letter, letter) for letter in text)
    letters = (letter for letter in unicodedata.normalize("NFD", alike) if not unicodedata.combining(letter))
    return NOT_GSM.sub("?", "".join(letters))
