"""Tools for those who write grammars: what is in force, what is wrong with it, what it meets, why it read as it did."""
