"""``python -m dash``."""

import sys

from .start import main

sys.exit(main())
