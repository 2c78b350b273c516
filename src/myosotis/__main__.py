"""`python -m myosotis COMMAND` is `myosotis COMMAND`."""

from myosotis.cli import main

raise SystemExit(main())
