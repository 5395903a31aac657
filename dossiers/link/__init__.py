"""The national link as a person sees it: how complete it is, what is stuck and why, and what was decided about it
(decision 032)."""

ROOM = "national"
"""Where its pages stand in the desk's navigation: beside the log of exchanges."""
