"""Filings as data: JSON and flat rows."""
