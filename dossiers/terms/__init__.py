"""Deadlines and what moves them: time held, the one rescheduling with its apology, warnings, urging, recounting.

The arithmetic is in ``procedures.deadlines`` and ``dossiers.clock``; here is who may move a deadline, when, and what
is written of it.
"""
