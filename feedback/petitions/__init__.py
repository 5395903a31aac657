"""The life of a petition: ``table`` its acts and who may do them, ``acting`` the function that performs, ``effects``
what an act writes, ``terms`` by when, ``filing`` how one comes in, ``publishing`` what of it is public.
"""
