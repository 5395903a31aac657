"""What the tariff of return by post begins with (A15): assumed amounts, said to be so, until the desk knows better."""

from datetime import date

from dossiers.models import ReturnCharge

FROM = date(2020, 1, 1)
ASSUMED = {ReturnCharge.Reach.INSIDE: 26_000, ReturnCharge.Reach.OUTSIDE: 36_000}


def seed() -> str:
    """Safe to repeat: a tariff that has any row is the desk's own."""
    if not ReturnCharge.objects.exists():
        ReturnCharge.objects.bulk_create(
            ReturnCharge(reach=reach, amount=amount, valid_from=FROM, basis="Mức tạm tính, chưa có bảng cước công bố")
            for reach, amount in ASSUMED.items()
        )
    return f"{ReturnCharge.objects.count()} charges"
