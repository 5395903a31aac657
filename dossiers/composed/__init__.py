"""Results made from a template: wordings with a closed list of tags, drafted for a dossier, previewed, signed, issued.

``models`` templates and drafts · ``tags`` what may stand between braces · ``composing`` draft, page and signed file.
The result is issued by the same act as an uploaded one: whatever that act demands (a leader's approval) holds here too.
"""
