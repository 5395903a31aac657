"""Statements of providers: how their files look (``layouts``), read (``reading``), set beside the ledger
(``comparing``) as long work (``work``), and what people decide about the differences (``deciding``). Decision 038."""
