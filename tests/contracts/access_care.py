# ruff: noqa: E501 -- a table is read across
"""Who may care for threads: lines of the access table (see `access_table`)."""

# Caring: the office everywhere, `warden` in the closed field; a branch carries on who wrote it or began the thread.
CARING = """
retitle_thread            GET   thread_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
retitle_thread            POST  thread_short strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
pin_thread                GET   thread_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
pin_thread                POST  thread_short strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
slow_thread               GET   thread_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
slow_thread               POST  thread_short strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
move_thread               GET   thread_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
move_thread               POST  thread_short strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
add_staff_note            GET   thread_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
add_staff_note            POST  thread_short strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
split_thread              GET   thread_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
split_thread              POST  thread_short strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
merge_thread              GET   thread_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
merge_thread              POST  thread_short strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
change_kind               GET   closed_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
change_kind               POST  closed_short strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
change_kind               GET   thread_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
change_kind               POST  thread_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
unpin_thread              GET   thread_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
unpin_thread              POST  thread_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
lock_post                 GET   post         strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
lock_post                 POST  post         strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
unlock_post               GET   post         strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
unlock_post               POST  post         strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
lock_post                 GET   taken_down   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
lock_post                 POST  taken_down   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
bulk_edit_field           GET   field        strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
bulk_edit_field           POST  field        strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
propose_erasure           GET   taken_down   strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
propose_erasure           POST  taken_down   strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
propose_erasure           GET   taken_back   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
confirm_erasure           GET   taken_down   all:method | all:method
confirm_erasure           POST  taken_down   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
withdraw_erasure          GET   taken_down   all:method | all:method
withdraw_erasure          POST  taken_down   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
continue_thread           GET   answer       strangers:login pending:forbidden admitted:forbidden author:ok expert:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok expert:ok warden:ok office:ok
continue_thread           POST  answer       strangers:login pending:forbidden admitted:forbidden author:invalid expert:invalid office:invalid | strangers:login pending:hidden admitted:forbidden author:invalid expert:invalid warden:invalid office:invalid
continue_thread           GET   opening      strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
continue_thread           POST  opening      strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
"""

# What was done to threads: like cases, the office all, `warden` what was done in the closed field.
JOURNAL = """
list_actions              GET   -            all:hidden warden:ok office:ok
list_actions              POST  -            all:hidden warden:method office:method
show_action               GET   entry        all:hidden office:ok | all:hidden warden:ok office:ok
show_action               POST  entry        all:hidden warden:method office:method | all:hidden warden:method office:method
undo_action               GET   entry        all:hidden warden:method office:method | all:hidden warden:method office:method
undo_action               POST  entry        all:hidden office:redirect | all:hidden warden:redirect office:redirect
"""
