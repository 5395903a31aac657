"""How dossiers are judged: ``slips`` what is asked, ``giving`` how a rating comes in and once only, ``remarks`` the
words and who answers them, ``kiosk`` the tablet at the counter, ``asking`` whom a link is sent, ``counts`` what is
shown of all, ``monthly`` what the nation is told.
"""
