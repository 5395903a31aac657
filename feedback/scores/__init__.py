"""The score of TT 01/2018/TT-VPCP Đ.12-15: ``rules`` the arithmetic over facts, ``gathering`` the facts of a period,
``sheets``
both put together, ``publishing`` what was said and stays, ``explained`` how a page says which numbers made it.
"""
