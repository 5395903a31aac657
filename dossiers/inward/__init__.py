"""What the nation sends to the province (protocols §8): dossiers submitted at the national portal. Only ``wire``
knows the names of the wire."""
