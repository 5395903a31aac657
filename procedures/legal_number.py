"""Numbers of legal texts, "60/2014/QH13", as national records write them: with stray letters at either end (D16)."""

import re

NUMBER = re.compile(r"^(?P<number>\d[\d.]*[a-z]?)/(?P<year>\d{4})/(?P<body>[A-ZĐ][A-ZĐa-z0-9&-]*)$")
STRAY_YEAR = re.compile(r"^\d{4}\.(?=\d+/\d{4}/)")
PARLIAMENT = re.compile(r"^(?:UBTV)?QH\d{1,2}$")
BODIES = frozenset(
    {
        "CP",
        "TTg",
        "BTC",
        "BCA",
        "BTP",
        "BNNMT",
        "BXD",
        "BGTVT",
        "NHNN",
        "BNNPTNT",
        "BKHCN",
        "BLĐTBXH",
        "BKHĐT",
        "BYT",
        "BCT",
        "BTNMT",
        "BVHTTDL",
        "BNV",
        "BQP",
        "BTTTT",
        "BGDĐT",
        "BNG",
        "VPCP",
        "UBND",
        "HĐND",
        "TANDTC",
        "VKSNDTC",
        "TTCP",
        "UBDT",
        "KTNN",
        "BHXH",
        "BTM",
        "BTS",
    }
)
MOST_STRAY = 3


def read_number(said: str, faults: list[str]) -> str:
    """The number without what does not belong to it; as said where it has no usual form."""
    number = STRAY_YEAR.sub("", said.replace(" ", ""))
    found = NUMBER.match(number)
    if not found:
        if said:
            faults.append(f"number of a law not in the usual form: {said}")
        return said
    mended = f"{found['number']}/{found['year']}/{_body(found['body'])}"
    if mended != said.replace(" ", ""):
        faults.append(f"stray letters in the number of a law: {said}")
    return mended


def _body(said: str) -> str:
    """Without letters of the following word, "TT-BTCQUY" for "TT-BTC Quy định"; unknown bodies stay as they are."""
    kind, _, body = said.rpartition("-")
    if PARLIAMENT.match(said) or body in BODIES:
        return said
    for stray in range(1, MOST_STRAY + 1):
        if body[:-stray] in BODIES:
            return f"{kind}-{body[:-stray]}"
    return said
