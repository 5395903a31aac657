"""The papers of the law, as they were issued: numbered, signed, kept, and open to be checked by anybody.

``registry`` which papers there are and under which rules · ``facts`` what each says, as frozen dataclasses ·
``gathering`` facts from history · ``issuing`` which act issues which paper, and the rows · ``making`` prints, signs and
keeps them · ``pages`` turns facts into a page · ``checking`` what anybody may ask about one · ``work`` many at once.
"""
