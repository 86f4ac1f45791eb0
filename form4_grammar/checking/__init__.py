"""Many texts, each held against its snapshot in a store: what is new, changed, unread."""
