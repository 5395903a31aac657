"""The counter of the one-stop unit: taking dossiers in, passing papers on, giving results back.

What is written under a dossier's lock is in ``effects``, its rows of the table in ``steps``; the verbs the desk
calls are ``intake``, ``guiding``, ``handing``, ``outages`` and ``collecting``.
"""
