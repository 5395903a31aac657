"""Who opened a dossier: every opening by an official is written down, and its applicant may read it.

``models`` the rows · ``log`` writing them, once a quarter of an hour.
"""
