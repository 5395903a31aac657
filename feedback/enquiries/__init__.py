"""The life of a question: ``table`` its acts and who may do them, ``acting`` the function that performs, ``effects``
what an act writes, ``terms`` by when, ``asking`` how one comes in, ``publishing`` what of it is public, ``sync`` and
``fetching`` the exchange with the nation (``national`` its wire form).
"""
