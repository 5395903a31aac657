"""Building the form of a draft edition by hand: where things stand, what may be done to them, what changed.

``document.py`` places and moves, ``outline.py`` lays a condition out as lines and back, ``shape.py`` looks at documents
that come from outside, ``validity.py`` lists what is wrong, ``changes.py`` says what differs, ``saving.py`` writes.
"""
