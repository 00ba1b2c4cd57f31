#!/usr/bin/env python3
"""One command for everything one does with this repository; needs Python 3.11 and nothing else.

python3 dev.py demo       the whole application with demo data on http://127.0.0.1:8000/
python3 dev.py cluster    the same as in production: PostgreSQL, Redis, several processes on one port
python3 dev.py test       all tests, on SQLite and on PostgreSQL
python3 dev.py check      format, lint, types, import contracts, templates, translations, migrations, ...
python3 dev.py bench      the benchmarks below tests/load
python3 dev.py messages   bring locale/ up to date with the texts in code and templates
python3 dev.py install    only the environment; `--tests` with everything tests and checks need
python3 dev.py lock       lock requirements/*.in and package.json anew
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- said to whoever has an older one
    sys.exit("Python 3.11 or later is needed; this is " + sys.version.split()[0])

from tools.dev.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
