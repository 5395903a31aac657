"""Sums as Vietnamese papers spell them out: «Một triệu hai trăm linh năm nghìn đồng»."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu")
BILLION = 10**9


def dong(amount: int) -> str:
    """Whole đồng, from nothing to 10^18, with a capital letter and «đồng» at the end. Raises ``ValueError``
    below nothing."""
    if amount < 0:
        raise ValueError("a receipt is never for less than nothing")
    words = " ".join(_whole(amount)) or DIGITS[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def _whole(amount: int) -> list[str]:
    """Above a thousand million the whole of it is counted in «tỷ» again."""
    billions, rest = divmod(amount, BILLION)
    head = [*_whole(billions), "tỷ"] if billions else []
    return head + _below_a_billion(rest, is_led=bool(billions))


def _below_a_billion(amount: int, *, is_led: bool) -> list[str]:
    """``is_led``: something greater was said before, so that empty places are spoken («không trăm linh»)."""
    words: list[str] = []
    for place in (2, 1, 0):
        group = amount // 1000**place % 1000
        if group:
            words += _hundreds(group, is_led=is_led or bool(words))
            words += [SCALES[place]] if SCALES[place] else []
    return words


def _hundreds(group: int, *, is_led: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    head = [DIGITS[hundreds], "trăm"] if hundreds or is_led else []
    return head + _tens(rest, is_led=bool(head))


def _tens(rest: int, *, is_led: bool) -> list[str]:
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return ([*(["linh"] if is_led else []), DIGITS[ones]]) if ones else []
    head = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    return head + ([_after_tens(tens, ones)] if ones else [])


def _after_tens(tens: int, ones: int) -> str:
    """mười một, hai mươi mốt; mười lăm; bốn mươi tư."""
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:
        return "tư"
    return "lăm" if ones == 5 else DIGITS[ones]
