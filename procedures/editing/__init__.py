"""Changing the rows and the texts of a draft edition by hand.

``kinds.py`` lists the rows there are, ``versions.py`` tells whether one has changed, ``saving.py`` writes,
``ordering.py`` puts in order, ``words.py`` says a row in words; the forms stand in one module each.
"""
