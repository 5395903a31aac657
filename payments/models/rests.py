"""Providers that do not answer, and until when nobody asks them."""

from django.db import models


class Rest(models.Model):
    """``failures`` in a row; while ``until`` lies ahead nobody is sent there (``payments.resting``)."""

    provider = models.CharField(max_length=20, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True)
