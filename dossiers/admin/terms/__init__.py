"""Deadlines at the desk: the page of one dossier's deadline, the lists of what is near or missed, and reminders."""
