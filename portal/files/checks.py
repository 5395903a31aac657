"""Placeholder until the room is built."""

from django import forms


class PaperField(forms.FileField):
    pass
