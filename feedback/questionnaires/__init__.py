"""Surveys and contests: ``paper`` draws the questions of an entry and marks it (pure), ``entering`` is the short way of
an entry, ``bank_file`` reads questions from a workbook, ``keeping`` publishes and closes, ``ranking`` counts and ranks,
``certificates`` prints, ``work`` does the long of it in slices.
"""
