"""``python -m form4_grammar`` is ``form4``."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
