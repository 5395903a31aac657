"""Dossiers follow when agencies are merged or hand a field over on a day (decision 024)."""
