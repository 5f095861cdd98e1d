"""The reviewer's page, and what a verdict may change in a unit.

``verdict`` is pure; ``journal`` and ``store`` keep every verdict on disk at once; ``app`` and ``serve`` are the page.
Nothing here reads or writes a bitext file: whoever opens the store hands over the units and a function that saves them.
"""
