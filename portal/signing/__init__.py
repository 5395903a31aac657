"""Digital signatures of PDFs (PAdES, ETSI.CAdES.detached), made and checked in child processes.

``signatures`` is what rooms call. The key is a PKCS#12 file named by the environment; in the demonstration
``authority`` makes one that says of itself that it is for show. ``signer`` and ``checker`` are the children: the one
that holds the key never reads what strangers send, the one that reads it holds no key.
"""
