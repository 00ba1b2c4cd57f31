# ruff: noqa: E501 -- a table is read across
"""The office's own list, and asking members for answers: like all care for threads, `warden` in the closed field."""

DESK = """
show_figures              GET   -            all:hidden office:ok
show_figures              POST  -            all:hidden office:method
list_tasks                GET   -            all:hidden office:ok
list_tasks                POST  -            all:hidden office:method
add_task                  GET   -            all:hidden office:method
add_task                  POST  -            all:hidden office:invalid
add_task                  POST  new_task     all:hidden office:redirect
mark_task                 GET   task         all:hidden office:method
mark_task                 POST  task         all:hidden office:invalid
mark_task                 POST  task+done    all:hidden office:redirect
ask_for_answer            GET   polled_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
ask_for_answer            POST  polled_short strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
ask_for_answer            GET   thread_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
"""
