"""What may be learnt of a dossier or a result without signing in, and how often one may ask (D35).

``models`` the secret of the receipt and the counters · ``secret`` how one is made, read and compared · ``counting`` the
limits.
"""
