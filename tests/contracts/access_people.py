# ruff: noqa: E501 -- a table is read across
"""People under care and what waits for the office: lines of the access table (see `access_table`)."""

# Words that wait: whoever wrote them, the office everywhere, `warden` in the closed field. Nobody decides their own.
WAITING = """
accept_invitation         GET   invitation   all:ok
accept_invitation         GET   no_token     all:hidden
accept_invitation         POST  invitation   all:invalid
take_back_address         GET   way_back     all:ok
take_back_address         GET   no_token     all:hidden
take_back_address         POST  no_token     all:hidden
show_member               GET   invited      strangers:login pending:hidden admitted:hidden office:ok
list_pending_posts        GET   -            strangers:login pending:forbidden admitted:ok
list_pending_posts        POST  -            all:method
show_pending_post         GET   hold         all:hidden strangers:login author:ok office:ok | all:hidden strangers:login author:ok warden:ok office:ok
show_pending_post         POST  hold         all:method | all:method
approve_post              GET   hold         all:method | all:method
approve_post              POST  hold         all:hidden strangers:login author:forbidden office:invalid | all:hidden strangers:login author:forbidden warden:invalid office:invalid
approve_post              POST  hold+text    all:hidden strangers:login author:forbidden office:redirect | all:hidden strangers:login author:forbidden warden:redirect office:redirect
return_post               GET   hold         all:method | all:method
return_post               POST  hold         all:hidden strangers:login author:forbidden office:invalid | all:hidden strangers:login author:forbidden warden:invalid office:invalid
return_post               POST  hold+reason  all:hidden strangers:login author:forbidden office:redirect | all:hidden strangers:login author:forbidden warden:redirect office:redirect
withdraw_pending_post     GET   hold         all:method | all:method
withdraw_pending_post     POST  hold         all:hidden strangers:login author:redirect office:forbidden | all:hidden strangers:login author:redirect warden:forbidden office:forbidden
show_screening            GET   -            all:hidden office:ok
show_screening            POST  -            all:hidden office:method
choose_first_posts        GET   -            all:hidden office:method
choose_first_posts        POST  -            all:hidden office:invalid
choose_first_posts        POST  three        all:hidden office:redirect
watch_word                GET   -            all:hidden office:method
watch_word                POST  -            all:hidden office:invalid
watch_word                POST  word         all:hidden office:redirect
drop_word                 GET   watched      all:hidden office:method
drop_word                 POST  watched      all:hidden office:redirect
"""

# What the office knows about people: it alone, and nobody about themselves.
PERSONS = """
show_person               GET   member       all:hidden office:ok
show_person               GET   head         all:hidden moderator:ok head:forbidden
show_person               POST  member       all:hidden office:method
confirm_municipality      GET   member       all:hidden office:method
confirm_municipality      POST  member       all:hidden office:redirect
confirm_municipality      POST  head         all:hidden moderator:redirect head:forbidden
confirm_municipality      POST  waiting      all:hidden
withdraw_confirmation     GET   member       all:hidden office:method
withdraw_confirmation     POST  member       all:hidden office:invalid
note_on_person            GET   member       all:hidden office:method
note_on_person            POST  member       all:hidden office:invalid
delete_note               GET   person_note  all:hidden office:method
delete_note               POST  person_note  all:hidden office:redirect
list_statements           GET   -            all:hidden strangers:login office:ok
list_statements           POST  -            all:method
confirm_statement         GET   statement    all:method
confirm_statement         POST  statement    all:hidden strangers:login office:redirect
refuse_statement          GET   statement    all:method
refuse_statement          POST  statement    all:hidden strangers:login office:invalid
"""
