"""Tables of any number of texts, in files: ``form4 extract``."""
