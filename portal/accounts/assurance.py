"""Levels of assurance (protocols §6, ``loAs``): how surely the nation knows who somebody is."""

from portal.accounts.models import Identity, User

LOWEST, HIGHER = 1, 2
ACR = {LOWEST: "LoA1", HIGHER: "LoA2"}
"""What is asked of the sign-on for each."""

ASKED = "muc"
"""Of an address that leads to the sign-on: the level that is wanted."""


def level_of(assurance: str) -> int:
    """Of what the nation calls ``2``, ``LoA2``, or does not say."""
    digits = "".join(one for one in assurance if one.isdigit())
    return int(digits[:2]) if digits else LOWEST


def is_enough(user: User, level: int) -> bool:
    if level <= LOWEST:
        return True
    found = Identity.objects.filter(user=user.pk).values_list("assurance", flat=True).first()
    return found is not None and level_of(found) >= level
