# ruff: noqa: E501 -- a table is read across
"""The lines of the access table about notices and mails; see `access_table` for how to read them."""

# Notices: everyone their own, once they are admitted; the way out of a mail needs no session.
NOTICES = """
list_notices              GET   -            strangers:login pending:forbidden admitted:ok
list_notices              POST  -            all:method
count_notices             GET   -            strangers:login pending:forbidden admitted:ok
count_notices             POST  -            all:method
settle_all                GET   -            all:method
settle_all                POST  -            strangers:login pending:forbidden admitted:redirect
open_notice               GET   notice       strangers:login pending:forbidden admitted:hidden author:redirect
open_notice               POST  notice       all:method
choose_level              GET   -            all:method
choose_level              POST  -            strangers:login pending:forbidden admitted:invalid
choose_level              POST  thread+level strangers:login pending:forbidden admitted:redirect
choose_level              POST  table+all    strangers:login pending:forbidden admitted:hidden lead:redirect expert:redirect moderator:forbidden head:redirect
show_mails                GET   -            all:hidden office:ok
show_mails                POST  -            all:hidden office:method
send_again                GET   letter       all:hidden office:method
send_again                POST  letter       all:hidden office:redirect
drop_mail                 GET   letter       all:hidden office:method
drop_mail                 POST  letter       all:hidden office:redirect
pin_to_monday             GET   -            all:hidden office:method
pin_to_monday             POST  -            all:hidden office:invalid
unpin_from_monday         GET   monday_pin   all:hidden office:method
unpin_from_monday         POST  monday_pin   all:hidden office:redirect
choose_notices            GET   -            strangers:login pending:forbidden admitted:ok
choose_notices            POST  -            strangers:login pending:forbidden admitted:invalid
enter_device              GET   -            all:method
enter_device              POST  -            strangers:login pending:forbidden admitted:invalid
enter_device              POST  new_device   strangers:login pending:forbidden admitted:made
resume_device             GET   -            all:method
resume_device             POST  -            strangers:login pending:forbidden admitted:invalid
resume_device             POST  new_device   strangers:login pending:forbidden admitted:ok
remove_device             GET   device       all:method
remove_device             POST  device       strangers:login pending:forbidden admitted:hidden author:redirect
try_device                GET   device       all:method
try_device                POST  device       strangers:login pending:forbidden admitted:hidden author:redirect
show_worker               GET   -            all:ok
show_worker               POST  -            all:method
show_offline              GET   -            all:ok
show_offline              POST  -            all:method
unsubscribe               GET   way_out      all:ok
unsubscribe               POST  way_out      all:ok
unsubscribe               GET   no_token     all:hidden
"""
