"""What each paper says: one frozen dataclass a paper, of plain words and lists, fit for JSON and for its template.

Whoever issues a paper from a table of their own fills the dataclass and calls ``issuing.issue``; nothing else of this
package needs to know that table.
"""
