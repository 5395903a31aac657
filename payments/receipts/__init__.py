"""Receipts (biên lai, TT 303/2016/TT-BTC): ``issuing`` draws the number and writes what is receipted; ``papers`` makes
the signed paper of it soon after; ``voiding`` strikes one out, with or without another in its place; ``book`` lists a
series."""
