"""What was changed, by whom and when: lines the application can read and never write, each chained to the one before.

``models`` the lines and the heads of their chains · ``watching`` the tables that are watched, as operations of
migrations · ``acting`` who is at work, told to the database · ``proof`` the first line that does not fit, daily roots.

Lines are written by triggers of the database, so that a change made by a page, a task, a shell or plain SQL leaves one
all the same (cases AD-02, D33).
"""

from portal.audit.acting import acting

__all__ = ["acting"]
