"""What a person's copy of their data says of their voice: ``petitions``, ``enquiries`` and ``entries`` sent while
signed in, and the ``remarks`` on a dossier whose rater asked for an answer.

Whatever was sent without an account belongs to nobody here (it is followed by its code), and a rating carries no person
(decision 041): the copy says so.
"""
