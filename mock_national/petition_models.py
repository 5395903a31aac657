"""Petitions as the nation keeps them (protocols §9.1: one service name was seen, all else is proposed there)."""

from django.db import models


class PetitionCopy(models.Model):
    """Sent here, or received at the province and reported; the number is ours."""

    number = models.CharField(max_length=40, unique=True)
    local_number = models.CharField(max_length=40, unique=True, null=True)
    status = models.CharField(max_length=2, default="1")
    record = models.JSONField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class PetitionLine(models.Model):
    """A step the province told of; the same again is accepted and ignored."""

    petition = models.ForeignKey(PetitionCopy, on_delete=models.CASCADE, related_name="lines")
    at = models.CharField(max_length=14)
    status = models.CharField(max_length=2)
    who = models.CharField(max_length=200)
    record = models.JSONField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["petition", "at", "status", "who"], name="petitionline_once")]


class PetitionAnswer(models.Model):
    """The newest one counts; those before are its history."""

    petition = models.ForeignKey(PetitionCopy, on_delete=models.CASCADE, related_name="answers")
    record = models.JSONField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
