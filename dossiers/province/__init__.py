"""A province that lives: two thousand invented dossiers of ninety days, made by the steps of the workflow as people
would, so that every list of every desk has something in it. Nothing of it exists without ``DEMO=1``.

What is to happen: ``data`` the words and shares of ``demo/province.json`` · ``people`` invented persons · ``office``
working time as a line · ``courses`` what becomes of a dossier · ``catalogue`` what may be chosen from · ``plan`` the
list of cases, pure. Doing it: ``cast`` officials and citizens · ``stage`` one case's dossier, people and moment ·
``entry`` and ``filling`` how it comes in · ``files`` its papers · ``moves`` and ``waiting_moves`` one act each ·
``playing`` a whole case. As a job: ``ordering`` · ``work`` · ``tasks`` · ``desks`` labels and lists at the end.
"""
