"""The thread (trao đổi) of a dossier: the applicant and the officials who reach it write to each other.

``models`` messages, who read them first, canned answers · ``acts`` who may write when, and writing · ``forms`` what one
types and encloses · ``composer`` what a sent form does, on either side · ``shown`` what pages show of it.
"""
