"""`python -m monitor_desktop`."""

import sys

from monitor_desktop.app.main import main

if __name__ == "__main__":
    sys.exit(main())
