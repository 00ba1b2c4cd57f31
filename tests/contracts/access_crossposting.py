# ruff: noqa: E501 -- a table is read across
"""Who shows a thread in further fields: lines of the access table (see `access_table`)."""

# The author while the thread is open, the office always, `warden` in the closed field and for what is shown there.
CROSSPOSTING = """
crosspost_thread          GET   thread_short strangers:login pending:forbidden admitted:forbidden author:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok warden:ok office:ok
crosspost_thread          POST  thread_short strangers:login pending:forbidden admitted:forbidden author:redirect office:invalid | strangers:login pending:hidden admitted:forbidden author:redirect warden:invalid office:invalid
crosspost_thread          GET   closed_short strangers:login pending:forbidden admitted:forbidden warden:ok office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
crosspost_thread          POST  closed_short strangers:login pending:forbidden admitted:forbidden warden:invalid office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
"""
