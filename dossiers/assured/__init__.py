"""How surely the nation must know who files: procedures that ask for more than the lowest level of assurance."""
