"""Compares texts with their snapshots in a store: which are new, changed or unread."""
