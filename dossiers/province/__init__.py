"""A province that lives: two thousand invented dossiers of ninety days, made by the steps of the workflow as people
would, so that every list of every desk has something in it. Nothing of it exists without ``DEMO=1``.

``data`` the words and shares of ``demo/province.json`` · ``people`` invented persons · ``office`` working time as a
line · ``courses`` what becomes of a dossier · ``plan`` the list of invented cases, pure · ``catalogue`` what the plan
may choose from · ``cast`` the officials and citizens · ``moves``, ``more_moves`` one act each · ``playing`` a case
performed · ``work`` all of it as a job that is resumed and never doubles.
"""
