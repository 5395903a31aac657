"""The citizen's pages of paying, and the doors by which platform and gateways tell what was paid."""
