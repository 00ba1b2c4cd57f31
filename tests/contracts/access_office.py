# ruff: noqa: E501 -- a table is read across
"""The office's part of the access table: its desk, what it is told, and what it decides."""

# The office does not exist for anyone else; roles are for its head, except one's own.
OFFICE = """
show_desk                 GET   -            all:hidden office:ok
show_desk                 POST  -            all:hidden office:method
list_registrations        GET   -            all:hidden office:ok
list_registrations        POST  -            all:hidden office:method
show_registration         GET   waiting      all:hidden office:ok
show_registration         GET   declined     all:hidden office:ok
show_registration         GET   inactive     all:hidden
show_registration         POST  waiting      all:hidden office:method
admit_member              GET   waiting      all:hidden office:method
admit_member              POST  waiting      all:hidden office:redirect
admit_member              POST  inactive     all:hidden
admit_members             GET   -            all:hidden office:method
admit_members             POST  -            all:hidden office:redirect
decline_member            GET   waiting      all:hidden office:method
decline_member            POST  waiting      all:hidden office:invalid
reconsider_member         GET   declined     all:hidden office:method
reconsider_member         POST  declined     all:hidden office:redirect
reconsider_member         POST  waiting      all:hidden
show_registration         GET   invited      all:hidden office:ok
admit_member              POST  invited      all:hidden
invite_members            GET   -            all:hidden office:ok
invite_members            POST  -            all:hidden office:invalid
export_members            GET   -            all:hidden office:method
export_members            POST  -            all:hidden moderator:forbidden head:ok
list_roles                GET   -            all:hidden head:ok
list_roles                POST  -            all:hidden office:method
grant_role                GET   member       all:hidden head:ok
grant_role                GET   waiting      all:hidden
grant_role                GET   head         all:hidden head:forbidden
grant_role                POST  member       all:hidden head:invalid
revoke_role               GET   grant        all:hidden head:ok
revoke_role               POST  grant        all:hidden head:invalid
"""

# Cases: the office all, `warden` those of the closed field; what they reported themselves others decide.
CASES = """
list_cases                GET   -            all:hidden warden:ok office:ok
list_cases                POST  -            all:hidden warden:method office:method
show_case                 GET   case         all:hidden office:ok | all:hidden warden:ok office:ok
show_case                 POST  case         all:hidden warden:method office:method | all:hidden warden:method office:method
take_case                 GET   case         all:hidden warden:method office:method | all:hidden warden:method office:method
take_case                 POST  case         all:hidden office:invalid | all:hidden warden:invalid office:invalid
decide_case               GET   case         all:hidden warden:method office:method | all:hidden warden:method office:method
decide_case               POST  case         all:hidden office:invalid | all:hidden warden:invalid office:invalid
decide_case               POST  staying      all:hidden office:redirect | all:hidden warden:redirect office:redirect
note_on_case              GET   case         all:hidden warden:method office:method | all:hidden warden:method office:method
note_on_case              POST  case         all:hidden office:invalid | all:hidden warden:invalid office:invalid
note_on_case              POST  note         all:hidden office:redirect | all:hidden warden:redirect office:redirect
assign_case               GET   case         all:hidden office:method | all:hidden office:method
assign_case               POST  case         all:hidden office:invalid | all:hidden office:invalid
write_to_person           GET   case         all:hidden office:ok | all:hidden office:ok
write_to_person           POST  case         all:hidden office:invalid | all:hidden office:invalid
write_to_person           POST  question     all:hidden office:redirect | all:hidden office:redirect
answer_office             GET   no_token     all:hidden
answer_office             POST  no_token     all:hidden
answer_office             GET   asked        all:ok | all:ok
answer_office             POST  asked        all:invalid | all:invalid
take_back_decision        GET   case         all:hidden | all:hidden
take_back_decision        GET   removed_case all:hidden office:ok | all:hidden warden:forbidden office:ok
take_back_decision        POST  removed_case all:hidden office:invalid | all:hidden warden:forbidden office:invalid
show_case                 GET   removed_case all:hidden office:ok | all:hidden warden:ok office:ok
open_case                 GET   reportable   all:hidden office:ok | all:hidden office:ok
open_case                 POST  reportable   all:hidden office:redirect | all:hidden office:redirect
show_appeal               GET   appeal       all:hidden office:ok | all:hidden office:ok
show_appeal               POST  appeal       all:hidden office:method | all:hidden office:method
answer_appeal             GET   appeal       all:hidden office:method | all:hidden office:method
answer_appeal             POST  appeal       all:hidden office:invalid | all:hidden office:invalid
answer_appeal             POST  answer_to    all:hidden moderator:forbidden head:redirect | all:hidden moderator:forbidden head:redirect
file_appeal               GET   no_token     all:hidden
file_appeal               POST  no_token     all:hidden
file_appeal               GET   objection    all:ok | all:ok
file_appeal               POST  objection    all:invalid | all:invalid
show_report               GET   -            all:hidden office:ok
show_report               POST  -            all:hidden office:method
show_report_of            GET   year         all:hidden office:ok
show_report_of            GET   no_year      all:hidden
show_report_of            POST  year         all:hidden office:method
download_report           GET   year         all:hidden office:ok
download_report           POST  year         all:hidden office:method
show_record               GET   -            all:hidden head:ok
show_record               POST  -            all:hidden office:method
download_record           GET   -            all:hidden head:ok
download_record           POST  -            all:hidden office:method
list_texts                GET   -            all:hidden office:ok
list_texts                POST  -            all:hidden office:method
add_text                  GET   -            all:hidden office:ok
add_text                  POST  -            all:hidden office:invalid
word_text                 GET   ready_text   all:hidden office:ok
word_text                 POST  ready_text   all:hidden office:invalid
retire_text               GET   ready_text   all:hidden office:method
retire_text               POST  ready_text   all:hidden office:redirect
"""
