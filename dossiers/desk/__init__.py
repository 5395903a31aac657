"""Where officials find their work, at the same cost whatever lies in the house.

``models`` what is kept · ``places`` the narrow table behind every list, and its truth · ``heaps`` the heaps of work by
name · ``filters`` what the address asks · ``search`` words to candidates · ``keyset`` pages without counting ·
``marks`` labels and notes · ``columns``, ``export`` lists as files.
"""
