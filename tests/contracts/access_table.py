# ruff: noqa: E501 -- a table is read across
"""Who gets what answer at which address: one line per address, method and thing.

    name  METHOD  thing  roles:outcome …  [| roles:outcome …]

`thing` is a key of `tests.contracts.things`, or `-`. Things of the forum are tried twice: in the public field and,
with what stands behind the bar, in the field for members only. `roles` is `all`, a group of
`tests.contracts.cast.GROUPS` or a single role; further right wins. Outcomes:

    ok         200
    redirect   to somewhere in the house          login      to the sign-in page, or told its address
    invalid    400 or 422: let in, but the form was empty or wrong
    forbidden  403 with a sentence                hidden     404: one may not know of it
    method     405                                taken      202: more is to come
    made       201

What is written here is what should be. An address that is missing fails the test, as does a line without an address.
"""

from tests.contracts.access_asks import ASKS
from tests.contracts.access_care import CARING, JOURNAL
from tests.contracts.access_crossposting import CROSSPOSTING
from tests.contracts.access_desk import DESK
from tests.contracts.access_feeds import FEEDS
from tests.contracts.access_files import EXPORTS
from tests.contracts.access_joint import JOINT
from tests.contracts.access_notices import NOTICES
from tests.contracts.access_office import CASES, OFFICE
from tests.contracts.access_people import PERSONS, WAITING
from tests.contracts.access_rooms import ROOMS
from tests.contracts.access_search import SEARCH
from tests.contracts.access_tags import TAGS

HOUSE = """
start                     GET   -            all:ok
start                     POST  -            all:method
healthz                   GET   -            all:ok
healthz                   POST  -            all:method
readyz                    GET   -            all:ok
readyz                    POST  -            all:method
robots                    GET   -            all:ok
robots                    POST  -            all:method
security                  GET   -            all:ok
security                  POST  -            all:method
show_net_test             GET   -            all:ok
show_net_test             POST  -            all:method
answer_net_test           GET   -            all:ok
answer_net_test           POST  -            all:method
hold_net_test             GET   -            all:ok
hold_net_test             POST  -            all:method
send_test_mail            GET   -            all:method
send_test_mail            POST  -            all:redirect strangers:login
open_test_link            GET   test_link    all:ok
open_test_link            POST  test_link    all:method
"""

# People: their own account, each other, the register (public), working groups (admitted), legal pages (public).
PEOPLE = """
account_overview          GET   -            all:ok strangers:login
account_overview          POST  -            all:method
edit_profile              GET   -            all:ok strangers:login
edit_profile              POST  -            all:invalid strangers:login
choose_presentation       GET   -            all:method
choose_presentation       POST  -            all:redirect strangers:login
choose_language           GET   -            all:method
choose_language           POST  -            all:invalid
choose_language           POST  english      all:redirect
list_members              GET   -            strangers:login pending:forbidden admitted:ok
list_members              POST  -            all:method
suggest_members           GET   -            all:forbidden admitted:ok
suggest_members           POST  -            all:method
show_member               GET   author       strangers:login pending:hidden admitted:ok
show_member               GET   waiting      strangers:login pending:hidden admitted:hidden waiting:ok office:ok
show_member               GET   declined     strangers:login pending:hidden admitted:hidden declined:ok office:ok
show_member               GET   technician   strangers:login pending:hidden admitted:hidden technician:ok office:ok
show_member               GET   inactive     strangers:login pending:hidden admitted:hidden
show_member               POST  author       all:method
list_municipalities       GET   -            all:ok
list_municipalities       POST  -            all:method
suggest_municipalities    GET   -            all:ok
suggest_municipalities    POST  -            all:method
show_municipality         GET   town         all:ok
show_municipality         POST  town         all:method
list_groups               GET   -            strangers:login pending:forbidden admitted:ok
list_groups               POST  -            all:method
found_group               GET   -            strangers:login pending:forbidden admitted:hidden office:ok
found_group               POST  -            strangers:login pending:forbidden admitted:hidden office:invalid
show_group                GET   group        strangers:login pending:forbidden admitted:ok
show_group                POST  group        all:method
manage_group              GET   group        strangers:login pending:forbidden admitted:forbidden lead:ok office:ok
manage_group              POST  group        strangers:login pending:forbidden admitted:forbidden lead:invalid office:invalid
add_to_group              GET   group        all:method
add_to_group              POST  group        strangers:login pending:forbidden admitted:hidden
add_to_group              POST  group+author strangers:login pending:forbidden admitted:forbidden lead:redirect office:redirect
remove_from_group         GET   group        all:method
remove_from_group         POST  group        strangers:login pending:forbidden admitted:hidden
remove_from_group         POST  group+expert strangers:login pending:forbidden admitted:forbidden expert:redirect lead:redirect office:redirect
set_group_lead            GET   group        all:method
set_group_lead            POST  group        strangers:login pending:forbidden admitted:hidden
set_group_lead            POST  group+expert strangers:login pending:forbidden admitted:forbidden lead:redirect office:redirect
add_municipality          GET   group        all:method
add_municipality          POST  group        strangers:login pending:forbidden admitted:forbidden lead:invalid office:invalid
remove_municipality       GET   group        all:method
remove_municipality       POST  group        strangers:login pending:forbidden admitted:hidden
remove_municipality       POST  group+town   strangers:login pending:forbidden admitted:forbidden lead:redirect office:redirect
imprint                   GET   -            all:ok
imprint                   POST  -            all:method
privacy                   GET   -            all:ok
privacy                   POST  -            all:method
rules                     GET   -            all:ok
rules                     POST  -            all:method
accessibility             GET   -            all:ok
accessibility             POST  -            all:method
"""

# Reading: public fields for everyone, the others for admitted members; for all others they do not exist.
READING = """
list_fields               GET   -            all:ok
list_fields               POST  -            all:method
list_threads              GET   -            all:ok
list_threads              POST  -            all:method
show_field                GET   field        all:ok | all:hidden admitted:ok
show_field                POST  field        all:method | all:method
show_thread               GET   thread       all:ok | all:hidden admitted:ok
show_thread               GET   closed       all:ok | all:hidden admitted:ok
show_thread               GET   merged       all:ok | all:hidden admitted:ok
show_thread               POST  thread       all:method | all:method
show_thread_short         GET   thread_short all:redirect | all:hidden admitted:redirect
show_thread_short         POST  thread_short all:method | all:method
thread_changes            GET   thread_short all:ok | all:hidden admitted:ok
thread_changes            POST  thread_short all:method | all:method
show_branch               GET   branch       all:ok | all:hidden admitted:ok
show_branch               POST  branch       all:method | all:method
show_unread               GET   thread_short all:redirect | all:hidden admitted:redirect
show_unread               POST  thread_short all:method | all:method
show_post                 GET   post         all:redirect | all:hidden admitted:redirect
show_post                 GET   taken_down   all:redirect | all:hidden admitted:redirect
show_post                 POST  post         all:method | all:method
take_part                 GET   new_file     all:forbidden strangers:login admitted:taken
take_part                 POST  new_file     all:forbidden strangers:login admitted:invalid
take_part                 POST  new_file+part all:forbidden strangers:login admitted:taken
show_upload               GET   file         all:ok | all:hidden admitted:ok
show_upload               GET   sealed_file  all:hidden author:ok office:ok | all:hidden author:ok warden:ok office:ok
show_upload               GET   renamed_file all:redirect | all:hidden admitted:redirect
show_upload               GET   loose_file   all:hidden author:ok
show_upload               POST  file         all:method | all:method
show_context              GET   post         all:ok | all:hidden admitted:ok
show_context              GET   taken_down   all:ok | all:hidden admitted:ok
show_context              POST  post         all:method | all:method
show_replies              GET   answer       all:ok | all:hidden admitted:ok
show_replies              POST  answer       all:method | all:method
show_history              GET   post         all:ok | all:hidden admitted:ok
show_history              GET   taken_back   all:hidden author:ok office:ok | all:hidden author:ok warden:ok office:ok
show_history              GET   taken_down   all:hidden author:ok office:ok | all:hidden author:ok warden:ok office:ok
show_history              POST  post         all:method | all:method
mark_field_read           GET   field        all:method | all:method
mark_field_read           POST  field        strangers:login pending:forbidden admitted:redirect | strangers:login pending:hidden admitted:redirect
take_back_field_read      GET   field        all:method | all:method
take_back_field_read      POST  field        strangers:login pending:forbidden admitted:redirect | strangers:login pending:hidden admitted:redirect
mark_read                 GET   thread_short all:method | all:method
mark_read                 POST  thread_short strangers:login pending:forbidden admitted:redirect | strangers:login pending:hidden admitted:redirect
"""

# Writing: admitted members, wherever they may read; signed out, words are kept and the way leads to the sign-in page.
WRITING = """
start_thread              GET   -            all:ok strangers:login
start_thread              POST  -            all:invalid strangers:login
start_thread              POST  new_thread   strangers:login pending:forbidden admitted:redirect | strangers:login pending:invalid admitted:redirect
reply                     GET   thread_short all:method | all:method
reply                     POST  thread_short all:invalid strangers:login | strangers:login pending:hidden admitted:invalid
reply                     POST  new_reply    strangers:login pending:forbidden admitted:redirect | strangers:login pending:hidden admitted:redirect
reply                     POST  late_reply   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
vote                      GET   polled_short all:method | all:method
vote                      POST  polled_short strangers:login pending:forbidden admitted:invalid | strangers:login pending:hidden admitted:invalid
vote                      POST  vote         strangers:login pending:forbidden admitted:redirect | strangers:login pending:hidden admitted:redirect
vote                      POST  thread_short all:hidden strangers:login | all:hidden strangers:login
withdraw_vote             GET   polled_short all:method | all:method
withdraw_vote             POST  polled_short strangers:login pending:forbidden admitted:redirect | strangers:login pending:hidden admitted:redirect
quote_post                GET   post         all:forbidden admitted:ok | all:hidden admitted:ok
quote_post                GET   closing      all:forbidden | all:hidden admitted:forbidden
quote_post                GET   taken_down   all:forbidden admitted:hidden author:ok office:ok | all:hidden author:ok warden:ok office:ok
quote_post                POST  post         all:method | all:method
preview                   GET   -            all:method
preview                   POST  -            all:ok strangers:login
list_bookmarks            GET   -            strangers:login pending:forbidden admitted:ok
list_bookmarks            POST  -            all:method
export_bookmarks          GET   -            strangers:login pending:forbidden admitted:ok
export_bookmarks          POST  -            all:method
bookmark_post             GET   post         strangers:login pending:forbidden admitted:ok | strangers:login pending:hidden admitted:ok
bookmark_post             POST  post         strangers:login pending:forbidden admitted:redirect | strangers:login pending:hidden admitted:redirect
remove_bookmark           GET   post         all:method | all:method
remove_bookmark           POST  post         strangers:login pending:forbidden admitted:redirect | strangers:login pending:hidden admitted:redirect
list_drafts               GET   -            all:ok strangers:login
list_drafts               POST  -            all:method
save_draft                GET   -            all:method
save_draft                POST  -            all:hidden strangers:login
save_draft                POST  words        strangers:login pending:forbidden admitted:ok
discard_draft             GET   draft        all:method
discard_draft             POST  draft        all:hidden strangers:login author:redirect
"""

# Changing: authors their own, the office everything, `warden` in the closed field only.
CHANGING = """
edit_post                 GET   post         strangers:login pending:forbidden admitted:forbidden author:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok warden:ok office:ok
edit_post                 GET   answer       strangers:login pending:forbidden admitted:forbidden expert:ok office:ok | strangers:login pending:hidden admitted:forbidden expert:ok warden:ok office:ok
edit_post                 GET   closing      strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
edit_post                 GET   taken_down   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
edit_post                 POST  post         strangers:login pending:forbidden admitted:forbidden author:invalid office:invalid | strangers:login pending:hidden admitted:forbidden author:invalid warden:invalid office:invalid
remove_post               GET   post         strangers:login pending:forbidden admitted:forbidden author:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok warden:ok office:ok
remove_post               GET   taken_back   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
remove_post               POST  post         strangers:login pending:forbidden admitted:forbidden author:redirect office:invalid | strangers:login pending:hidden admitted:forbidden author:redirect warden:invalid office:invalid
restore_post              GET   taken_back   all:method | all:method
restore_post              POST  taken_back   strangers:login pending:forbidden admitted:forbidden author:redirect office:redirect | strangers:login pending:hidden admitted:forbidden author:redirect warden:redirect office:redirect
restore_post              POST  taken_down   strangers:login pending:forbidden admitted:forbidden office:redirect | strangers:login pending:hidden admitted:forbidden office:redirect
restore_post              POST  post         strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
accept_answer             GET   post         all:method | all:method
accept_answer             POST  post         strangers:login pending:forbidden admitted:forbidden author:redirect office:redirect | strangers:login pending:hidden admitted:forbidden author:redirect warden:redirect office:redirect
accept_answer             POST  opening      strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
accept_answer             POST  taken_down   strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
accept_answer             POST  closing      strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
withdraw_answer           GET   answer       all:method | all:method
withdraw_answer           POST  answer       strangers:login pending:forbidden admitted:forbidden author:redirect office:redirect | strangers:login pending:hidden admitted:forbidden author:redirect warden:redirect office:redirect
add_poll                  GET   thread_short strangers:login pending:forbidden admitted:forbidden author:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok warden:ok office:ok
add_poll                  GET   polled_short all:redirect strangers:login | strangers:login pending:hidden admitted:redirect
add_poll                  GET   closed_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
add_poll                  POST  thread_short strangers:login pending:forbidden admitted:forbidden author:invalid office:invalid | strangers:login pending:hidden admitted:forbidden author:invalid warden:invalid office:invalid
add_poll                  POST  new_poll     strangers:login pending:forbidden admitted:forbidden author:redirect office:redirect | strangers:login pending:hidden admitted:forbidden author:redirect warden:redirect office:redirect
close_poll                GET   polled_short strangers:login pending:forbidden admitted:forbidden author:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok warden:ok office:ok
close_poll                POST  polled_short strangers:login pending:forbidden admitted:forbidden author:redirect office:invalid | strangers:login pending:hidden admitted:forbidden author:redirect warden:invalid office:invalid
close_thread              GET   thread_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
close_thread              GET   closed_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
close_thread              POST  thread_short strangers:login pending:forbidden admitted:forbidden office:invalid | strangers:login pending:hidden admitted:forbidden warden:invalid office:invalid
reopen_thread             GET   closed_short all:method | all:method
reopen_thread             POST  closed_short strangers:login pending:forbidden admitted:forbidden office:redirect | strangers:login pending:hidden admitted:forbidden warden:redirect office:redirect
reopen_thread             POST  thread_short strangers:login pending:forbidden admitted:forbidden | strangers:login pending:hidden admitted:forbidden
"""

# Reporting: whoever may see a thing may report it, signed in or not, except its author.
REPORTING = """
report_anything           GET   -            all:ok
report_anything           POST  -            all:invalid
report_received           GET   -            all:ok
report_received           POST  -            all:method
list_own_reports          GET   -            all:ok strangers:login
list_own_reports          POST  -            all:method
confirm_report            GET   no_token     all:hidden
confirm_report            GET   token        all:ok
confirm_report            POST  token        all:redirect
report_thing              GET   profile      all:hidden admitted:ok author:forbidden
report_thing              GET   reportable   all:ok expert:forbidden | all:hidden admitted:ok expert:forbidden
report_thing              POST  reportable   all:invalid expert:forbidden | all:hidden admitted:invalid expert:forbidden
report_thing              GET   vanished     all:hidden | all:hidden
"""

# The account library. It answers a form with errors with 200.
ACCOUNT = """
account_login             GET   -            all:redirect strangers:ok
account_login             POST  -            all:redirect strangers:ok
account_signup            GET   -            all:redirect strangers:ok
account_signup            POST  -            all:redirect strangers:ok
account_logout            GET   -            all:ok strangers:redirect
account_logout            POST  -            all:redirect
account_inactive          GET   -            all:ok
account_inactive          POST  -            all:method
account_reauthenticate    GET   -            all:ok strangers:login member:redirect office:redirect
account_reauthenticate    POST  -            all:ok strangers:login member:redirect office:redirect
account_email             GET   -            all:ok strangers:login
account_email             POST  -            all:redirect strangers:login
account_email_verification_sent GET   -            all:ok
account_email_verification_sent POST  -            all:method
account_confirm_email     GET   no_key       all:ok
account_confirm_email     POST  no_key       all:hidden
account_change_password   GET   -            all:ok strangers:login
account_change_password   POST  -            all:ok strangers:login
account_set_password      GET   -            all:redirect strangers:login
account_set_password      POST  -            all:redirect strangers:login
account_reset_password    GET   -            all:ok
account_reset_password    POST  -            all:ok
account_reset_password_done GET   -            all:ok
account_reset_password_done POST  -            all:method
account_reset_password_from_key GET   no_uid       all:ok
account_reset_password_from_key POST  no_uid       all:ok
account_reset_password_from_key_done GET   -            all:ok
account_reset_password_from_key_done POST  -            all:method
account_confirm_login_code GET   -            all:redirect strangers:login
account_confirm_login_code POST  -            all:redirect strangers:login
usersessions_list         GET   -            all:ok strangers:login
usersessions_list         POST  -            all:redirect strangers:login
mfa_index                 GET   -            all:ok strangers:login
mfa_index                 POST  -            all:method strangers:login
mfa_authenticate          GET   -            all:redirect strangers:login
mfa_authenticate          POST  -            all:redirect strangers:login
mfa_reauthenticate        GET   -            all:redirect strangers:login office:ok
mfa_reauthenticate        POST  -            all:redirect strangers:login office:ok
mfa_activate_totp         GET   -            all:ok strangers:login office:redirect
mfa_activate_totp         POST  -            all:ok strangers:login office:redirect
mfa_deactivate_totp       GET   -            all:hidden strangers:login office:ok
mfa_deactivate_totp       POST  -            all:hidden strangers:login office:redirect
mfa_view_recovery_codes   GET   -            all:hidden strangers:login
mfa_view_recovery_codes   POST  -            all:method strangers:login
mfa_generate_recovery_codes GET   -            all:ok strangers:login
mfa_generate_recovery_codes POST  -            all:ok strangers:login member:redirect office:redirect
mfa_download_recovery_codes GET   -            all:hidden strangers:login
mfa_download_recovery_codes POST  -            all:hidden strangers:login
mfa_list_webauthn         GET   -            all:ok strangers:login
mfa_list_webauthn         POST  -            all:method strangers:login
mfa_add_webauthn          GET   -            all:ok strangers:login
mfa_add_webauthn          POST  -            all:ok strangers:login
mfa_reauthenticate_webauthn GET   -            all:redirect strangers:login member:ok
mfa_reauthenticate_webauthn POST  -            all:redirect strangers:login member:login
mfa_remove_webauthn       GET   passkey      all:hidden strangers:login member:ok
mfa_remove_webauthn       POST  passkey      all:hidden strangers:login member:redirect
mfa_edit_webauthn         GET   passkey      all:hidden strangers:login member:ok
mfa_edit_webauthn         POST  passkey      all:hidden strangers:login member:ok
mfa_login_webauthn        GET   -            all:redirect strangers:login
mfa_login_webauthn        POST  -            all:redirect strangers:login
"""

TABLE = (
    HOUSE
    + PEOPLE
    + NOTICES
    + READING
    + EXPORTS
    + WRITING
    + CHANGING
    + CARING
    + JOURNAL
    + JOINT
    + ROOMS
    + OFFICE
    + DESK
    + ACCOUNT
    + REPORTING
    + CASES
    + SEARCH
    + WAITING
    + PERSONS
    + TAGS
    + CROSSPOSTING
    + FEEDS
    + ASKS
)
