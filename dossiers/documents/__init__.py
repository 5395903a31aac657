"""The papers a dossier prints: one module per paper, one printer for all."""
