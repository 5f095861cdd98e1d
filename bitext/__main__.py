"""``python -m bitext``: the command line."""

from bitext.cli import main

if __name__ == "__main__":
    main()
