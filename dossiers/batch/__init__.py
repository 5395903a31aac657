"""One act on many dossiers: chosen, looked at beforehand, done one by one as long work."""
