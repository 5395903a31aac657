"""Every đồng a dossier owes, that arrived, and that went back (A14; decision 033).

Read ``settlement`` first: what becomes of money. ``models`` the ledger · ``assessment`` what is owed · ``asking`` asks
for it · ``attempts`` tries to pay · ``providers`` the gateways, one file each · ``balances`` what follows from it all.
"""
