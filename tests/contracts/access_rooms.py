# ruff: noqa: E501 -- a table is read across
"""The rooms' part of the access table."""

# Rooms: open ones for the admitted, a group's for its members; the office stands at the door, leads look after theirs.
# What scripts ask for is refused in JSON, also to strangers.
ROOMS = """
list_rooms                GET   -            strangers:login pending:forbidden admitted:ok
list_rooms                POST  -            all:method
create_room               GET   -            strangers:login pending:forbidden admitted:forbidden lead:ok office:ok
create_room               POST  -            strangers:login pending:forbidden admitted:forbidden lead:invalid office:invalid
open_direct_room          GET   -            all:method
open_direct_room          POST  -            strangers:login pending:forbidden admitted:hidden
open_direct_room          POST  talk+author  strangers:login pending:forbidden admitted:redirect author:forbidden
open_direct_room          POST  talk+waiting strangers:login pending:forbidden admitted:hidden
show_room                 GET   cafe         strangers:login pending:forbidden admitted:ok
show_room                 GET   table        strangers:login pending:forbidden admitted:hidden lead:ok expert:ok head:ok moderator:ok
show_room                 GET   pair         strangers:login pending:forbidden admitted:hidden author:ok expert:ok
show_room                 GET   archive      strangers:login pending:forbidden admitted:ok
show_room                 POST  cafe         all:method
send_message              GET   cafe         all:method
send_message              POST  cafe         strangers:login pending:forbidden admitted:invalid
send_message              POST  cafe+words   strangers:login pending:forbidden admitted:redirect
send_message              POST  table+words  strangers:login pending:forbidden admitted:hidden lead:redirect expert:redirect head:redirect moderator:forbidden
send_message              POST  pair+words   strangers:login pending:forbidden admitted:hidden author:redirect expert:redirect
send_message              POST  archive+words strangers:login pending:forbidden admitted:forbidden
list_events               GET   cafe         strangers:login pending:forbidden admitted:ok
list_events               GET   table        strangers:login pending:forbidden admitted:hidden lead:ok expert:ok head:ok moderator:forbidden
list_events               GET   pair         strangers:login pending:forbidden admitted:hidden author:ok expert:ok
list_events               GET   archive      strangers:login pending:forbidden admitted:ok
list_events               POST  cafe         all:method
list_lines                GET   cafe         strangers:login pending:forbidden admitted:ok
list_lines                GET   table        strangers:login pending:forbidden admitted:hidden lead:ok expert:ok head:ok moderator:forbidden
list_lines                GET   pair         strangers:login pending:forbidden admitted:hidden author:ok expert:ok
list_lines                POST  cafe         all:method
mark_room_read            GET   cafe         all:method
mark_room_read            POST  cafe         strangers:login pending:forbidden admitted:redirect
mark_room_read            POST  table        strangers:login pending:forbidden admitted:hidden lead:redirect expert:redirect head:redirect moderator:forbidden
search_room               GET   cafe         strangers:login pending:forbidden admitted:ok
search_room               GET   table        strangers:login pending:forbidden admitted:hidden lead:ok expert:ok head:ok moderator:forbidden
search_room               POST  cafe         all:method
discuss_thing             GET   -            strangers:login pending:forbidden admitted:hidden
discuss_thing             POST  about_thread strangers:login pending:forbidden admitted:redirect
quote_messages            GET   cafe         strangers:login pending:forbidden admitted:ok
quote_messages            GET   table        strangers:login pending:forbidden admitted:hidden lead:ok expert:ok head:ok moderator:forbidden
quote_messages            GET   pair         strangers:login pending:forbidden admitted:hidden author:forbidden expert:forbidden
quote_messages            POST  cafe         strangers:login pending:forbidden admitted:invalid
quote_messages            POST  pair         strangers:login pending:forbidden admitted:hidden author:forbidden expert:forbidden
show_cards                GET   message      strangers:login pending:forbidden admitted:ok
show_cards                GET   table_message strangers:login pending:forbidden admitted:hidden lead:ok expert:ok head:ok moderator:forbidden
show_cards                POST  message      all:method
enter_room                GET   cafe         all:method
enter_room                POST  cafe         strangers:login pending:forbidden admitted:redirect
enter_room                POST  table+reason strangers:login pending:forbidden admitted:hidden lead:redirect expert:redirect head:redirect moderator:redirect
enter_room                POST  pair         strangers:login pending:forbidden admitted:hidden author:redirect expert:redirect
leave_room                GET   cafe         all:method
leave_room                POST  cafe         strangers:login pending:forbidden admitted:forbidden author:redirect
leave_room                POST  table        strangers:login pending:forbidden admitted:hidden lead:forbidden expert:forbidden head:forbidden moderator:forbidden
leave_room                POST  pair         strangers:login pending:forbidden admitted:hidden author:forbidden expert:forbidden
set_level                 GET   cafe         all:method
set_level                 POST  cafe+level   strangers:login pending:forbidden admitted:redirect
set_level                 POST  table        strangers:login pending:forbidden admitted:hidden lead:redirect expert:redirect head:redirect moderator:forbidden
list_participants         GET   cafe         strangers:login pending:forbidden admitted:ok
list_participants         GET   table        strangers:login pending:forbidden admitted:hidden lead:ok expert:ok head:ok moderator:ok
list_participants         GET   pair         strangers:login pending:forbidden admitted:hidden author:ok expert:ok
list_participants         POST  cafe         all:method
invite                    GET   table        all:method
invite                    POST  table+guest  strangers:login pending:forbidden admitted:hidden expert:forbidden lead:redirect office:redirect
invite                    POST  pair+guest   strangers:login pending:forbidden admitted:hidden author:forbidden expert:forbidden
remove_participant        GET   table        all:method
remove_participant        POST  table+expert strangers:login pending:forbidden admitted:hidden expert:forbidden lead:forbidden office:forbidden
remove_participant        POST  cafe+author  strangers:login pending:forbidden admitted:forbidden office:redirect
edit_room                 GET   cafe         strangers:login pending:forbidden admitted:forbidden office:ok
edit_room                 GET   table        strangers:login pending:forbidden admitted:hidden expert:forbidden lead:ok office:ok
edit_room                 GET   pair         strangers:login pending:forbidden admitted:hidden author:forbidden expert:forbidden
edit_room                 POST  table        strangers:login pending:forbidden admitted:hidden expert:forbidden lead:invalid office:invalid
archive_room              GET   table        strangers:login pending:forbidden admitted:hidden expert:forbidden lead:ok office:ok
archive_room              GET   archive      strangers:login pending:forbidden admitted:forbidden
archive_room              POST  table        strangers:login pending:forbidden admitted:hidden expert:forbidden lead:invalid office:invalid
reopen_room               GET   archive      all:method
reopen_room               POST  archive      strangers:login pending:forbidden admitted:forbidden office:redirect
reopen_room               POST  table        strangers:login pending:forbidden admitted:hidden expert:forbidden lead:forbidden office:forbidden
export_transcript         GET   cafe         strangers:login pending:forbidden admitted:forbidden office:ok
export_transcript         GET   table        strangers:login pending:forbidden admitted:hidden expert:forbidden lead:ok head:ok moderator:forbidden
export_transcript         GET   pair         strangers:login pending:forbidden admitted:hidden author:ok expert:ok
export_transcript         POST  cafe         all:method
show_message              GET   message      strangers:login pending:forbidden admitted:redirect
show_message              GET   table_message strangers:login pending:forbidden admitted:hidden lead:redirect expert:redirect head:redirect moderator:forbidden
show_message              POST  message      all:method
list_answers              GET   message      strangers:login pending:forbidden admitted:ok
list_answers              GET   table_message strangers:login pending:forbidden admitted:hidden lead:ok expert:ok head:ok moderator:forbidden
list_answers              POST  message      all:method
edit_message              GET   message      strangers:login pending:forbidden admitted:forbidden author:ok
edit_message              GET   gone         strangers:login pending:forbidden admitted:forbidden
edit_message              POST  message      strangers:login pending:forbidden admitted:forbidden author:invalid
edit_message              POST  message+text strangers:login pending:forbidden admitted:forbidden author:redirect
remove_message            GET   message      strangers:login pending:forbidden admitted:forbidden author:ok office:ok
remove_message            GET   table_message strangers:login pending:forbidden admitted:hidden expert:ok lead:ok head:ok moderator:forbidden
remove_message            POST  message      strangers:login pending:forbidden admitted:forbidden author:redirect office:invalid
remove_message            POST  message+reason strangers:login pending:forbidden admitted:forbidden author:redirect office:redirect
restore_message           GET   gone         all:method
restore_message           POST  gone         strangers:login pending:forbidden admitted:forbidden office:redirect
restore_message           POST  message      strangers:login pending:forbidden admitted:forbidden
show_message_history      GET   message      strangers:login pending:forbidden admitted:ok
show_message_history      GET   gone         strangers:login pending:forbidden admitted:hidden author:ok office:ok
show_message_history      GET   table_message strangers:login pending:forbidden admitted:hidden lead:ok expert:ok head:ok moderator:forbidden
show_message_history      POST  message      all:method
react                     GET   message      all:method
react                     POST  message+danke strangers:login pending:forbidden admitted:redirect
react                     POST  table_message+danke strangers:login pending:forbidden admitted:hidden lead:redirect expert:redirect head:redirect moderator:forbidden
unreact                   GET   message      all:method
unreact                   POST  message+danke strangers:login pending:forbidden admitted:redirect
unreact                   POST  table_message+danke strangers:login pending:forbidden admitted:hidden lead:redirect expert:redirect head:redirect moderator:forbidden
react                     POST  gone         strangers:login pending:forbidden admitted:forbidden
pin_message               GET   message      all:method
pin_message               POST  message      strangers:login pending:forbidden admitted:forbidden office:redirect
pin_message               POST  table_message strangers:login pending:forbidden admitted:hidden expert:forbidden lead:redirect head:redirect moderator:forbidden
unpin_message             GET   message      all:method
unpin_message             POST  message      strangers:login pending:forbidden admitted:forbidden office:redirect
unpin_message             POST  table_message strangers:login pending:forbidden admitted:hidden expert:forbidden lead:redirect head:redirect moderator:forbidden
report_message            GET   message      strangers:login pending:forbidden admitted:redirect
report_message            GET   table_message strangers:login pending:forbidden admitted:hidden lead:redirect expert:redirect head:redirect moderator:forbidden
report_message            POST  message      all:method
"""
