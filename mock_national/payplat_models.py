"""What the payment platform and the gateway keep of an order."""

import secrets

from django.db import models


def new_token() -> str:
    return secrets.token_urlsafe(24)


def in_dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")


class PaymentOrder(models.Model):
    class Service(models.TextChoices):
        PLATFORM = "payplat", "Nền tảng thanh toán quốc gia"
        GATEWAY = "vnpay", "Cổng VNPAY"

    class State(models.TextChoices):
        OPEN = "open", "chờ thanh toán"
        PAID = "paid", "đã thanh toán"
        CANCELLED = "cancelled", "người nộp hủy"
        EXPIRED = "expired", "hết hạn"

    service = models.CharField(max_length=8, choices=Service)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    reference = models.CharField(max_length=255)
    amount = models.PositiveBigIntegerField()
    text = models.CharField(max_length=255, blank=True)
    receipt = models.JSONField(default=dict)
    return_url = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    bank = models.CharField(max_length=40, blank=True)
    transaction_id = models.CharField(max_length=40, blank=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["service", "reference"], name="paymentorder_reference_once")]

    @property
    def shown_amount(self) -> str:
        return in_dong(self.amount)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What the receipt names, with amounts as people read them."""
        told = self.receipt.get("PhiLePhi") or []
        return [(str(line.get("TenPhiLePhi")), in_dong(int(line.get("SoTien") or 0))) for line in told]


class PaymentNotice(models.Model):
    """Every notification that was sent to the province, and what it answered."""

    order = models.ForeignKey(PaymentOrder, on_delete=models.CASCADE, related_name="notices")
    sent_at = models.DateTimeField(auto_now_add=True)
    message = models.TextField()
    answer = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
