# ruff: noqa: E501 -- a table is read across
"""Who may take a thread along as a file: lines of the access table (see `access_table`)."""

EXPORTS = """
export_thread             GET   thread_short strangers:login pending:forbidden admitted:ok | strangers:login pending:hidden admitted:ok
export_thread             POST  thread_short strangers:login pending:forbidden admitted:invalid | strangers:login pending:hidden admitted:invalid
"""
