# ruff: noqa: E501 -- a table is read across
"""Who may take part in what others wrote: lines of the access table (see `access_table`)."""

# Summaries: those who wrote in the thread and its moderators. Reactions: members, to the posts of others; names are for members, numbers for every reader. What is
# planned for later is its author's alone; threads plan their moderators, answers also whoever asked.
JOINT = """
react_to_post             GET   post         all:method | all:method
react_to_post             POST  reaction     strangers:login pending:forbidden admitted:redirect author:forbidden | strangers:login pending:hidden admitted:redirect author:forbidden
react_to_post             POST  taken_down   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
withdraw_reaction         GET   post         all:method | all:method
withdraw_reaction         POST  reaction     strangers:login pending:forbidden admitted:redirect | strangers:login pending:hidden admitted:redirect
list_reactions            GET   post         strangers:login pending:forbidden admitted:ok | strangers:login pending:hidden admitted:ok
list_reactions            GET   taken_down   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
list_reactions            POST  post         all:method | all:method
write_summary             GET   thread_short strangers:login pending:forbidden admitted:forbidden author:ok expert:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok expert:ok warden:ok office:ok
write_summary             POST  thread_short strangers:login pending:forbidden admitted:forbidden author:invalid expert:invalid office:invalid | strangers:login pending:hidden admitted:forbidden author:invalid expert:invalid warden:invalid office:invalid
write_summary             GET   polled_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
write_summary             GET   closed_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
show_summary_history      GET   thread_short all:ok | all:hidden admitted:ok
show_summary_history      GET   polled_short all:hidden | all:hidden
show_summary_history      POST  thread_short all:method | all:method
revert_summary            GET   version      all:method | all:method
revert_summary            POST  version      strangers:login pending:forbidden admitted:forbidden author:redirect expert:redirect office:redirect | strangers:login pending:hidden admitted:forbidden author:redirect expert:redirect warden:redirect office:redirect
add_consent               GET   thread_short strangers:login pending:forbidden admitted:forbidden author:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok warden:ok office:ok
add_consent               GET   polled_short all:redirect strangers:login | strangers:login pending:hidden admitted:redirect
add_consent               POST  thread_short strangers:login pending:forbidden admitted:forbidden author:invalid office:invalid | strangers:login pending:hidden admitted:forbidden author:invalid warden:invalid office:invalid
add_dates                 GET   thread_short strangers:login pending:forbidden admitted:forbidden author:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok warden:ok office:ok
add_dates                 GET   dated_short  all:redirect strangers:login | strangers:login pending:hidden admitted:redirect
add_dates                 POST  thread_short strangers:login pending:forbidden admitted:forbidden author:invalid office:invalid | strangers:login pending:hidden admitted:forbidden author:invalid warden:invalid office:invalid
add_dates                 POST  new_dates    strangers:login pending:forbidden admitted:forbidden author:redirect office:redirect | strangers:login pending:hidden admitted:forbidden author:redirect warden:redirect office:redirect
answer_dates              GET   dated_short  all:method | all:method
answer_dates              POST  dated_short  strangers:login pending:forbidden admitted:invalid | strangers:login pending:hidden admitted:invalid
answer_dates              POST  answers      strangers:login pending:forbidden admitted:redirect | strangers:login pending:hidden admitted:redirect
answer_dates              POST  polled_short all:hidden strangers:login | all:hidden strangers:login
fix_date                  GET   dated_short  strangers:login pending:forbidden admitted:forbidden author:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok warden:ok office:ok
fix_date                  GET   polled_short all:hidden strangers:login | all:hidden strangers:login
fix_date                  POST  first_date   strangers:login pending:forbidden admitted:forbidden author:redirect office:invalid | strangers:login pending:hidden admitted:forbidden author:redirect warden:invalid office:invalid
export_date               GET   dated_short  all:hidden | all:hidden
export_date               POST  dated_short  all:method | all:method
export_date               GET   agreed_short all:ok | all:hidden admitted:ok
state_outcome             GET   polled_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
state_outcome             POST  polled_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
schedule_reply            GET   thread_short strangers:login pending:forbidden admitted:forbidden author:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok warden:ok office:ok
schedule_reply            POST  thread_short strangers:login pending:forbidden admitted:forbidden author:invalid office:invalid | strangers:login pending:hidden admitted:forbidden author:invalid warden:invalid office:invalid
schedule_reply            GET   closed_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
schedule_thread           GET   -            strangers:login pending:forbidden admitted:forbidden warden:ok office:ok
schedule_thread           POST  -            strangers:login pending:forbidden admitted:forbidden warden:invalid office:invalid
list_scheduled            GET   -            strangers:login pending:forbidden admitted:ok
list_scheduled            POST  -            all:method
change_scheduled          GET   scheduled    strangers:login pending:hidden admitted:hidden author:ok | strangers:login pending:hidden admitted:hidden author:ok
change_scheduled          POST  scheduled    strangers:login pending:hidden admitted:hidden author:invalid | strangers:login pending:hidden admitted:hidden author:invalid
cancel_scheduled          GET   scheduled    all:method | all:method
cancel_scheduled          POST  scheduled    strangers:login pending:hidden admitted:hidden author:redirect | strangers:login pending:hidden admitted:hidden author:redirect
"""
