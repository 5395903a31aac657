"""Figures over all rooms, for any date, from what happened: the province's report, Biểu 06, charts, public figures."""
