"""Tools for grammar authors: the resolved grammar, a linter, coverage, and a trace of how a text was read."""
