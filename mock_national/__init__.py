"""The stand-in for the national portal.

Somebody else's system, with its own process and database. It shares no code with the portal.
"""
