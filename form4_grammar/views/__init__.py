"""A parse and a reading, shown."""
