"""Turns a page into text; a module for each kind of converter."""
