"""Pulling the plug, for show: the stand-in's page “Rút dây” asks these addresses, which exist under ``DEMO`` only.

Nobody is signed in there; a browser is turned away, for it always says where it comes from.
"""
