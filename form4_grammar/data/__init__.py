"""Filings and readings as data: JSON, its schema, and what does not fit it."""
