"""The citizen's pages of the room."""
