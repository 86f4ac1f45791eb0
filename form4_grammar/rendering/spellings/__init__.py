"""How a page becomes text, a module for each kind of converter."""
