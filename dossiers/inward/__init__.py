"""What the nation sends to the province (protocols §7.5, §8): dossiers submitted at the national portal, and questions
about what a dossier costs. Only ``wire`` knows the names of the wire.
"""
