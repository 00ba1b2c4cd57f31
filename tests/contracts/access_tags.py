# ruff: noqa: E501 -- a table is read across
"""Tags in the access table: words are read like the threads that carry them, the vocabulary is the office's; so are outlines."""

TAGS = """
list_tags                 GET   -            all:ok
list_tags                 POST  -            all:method
suggest_tags              GET   -            strangers:forbidden pending:forbidden admitted:ok
suggest_tags              POST  -            all:method
show_tag                  GET   tag          all:ok
show_tag                  GET   other_word   all:redirect
show_tag                  GET   own_tag      all:ok | all:hidden admitted:ok
show_tag                  POST  tag          all:method
retag_thread              GET   thread_short strangers:login pending:forbidden admitted:forbidden author:ok office:ok | strangers:login pending:hidden admitted:forbidden author:ok warden:ok office:ok
retag_thread              POST  thread_short strangers:login pending:forbidden admitted:forbidden author:redirect office:invalid | strangers:login pending:hidden admitted:forbidden author:redirect warden:invalid office:invalid
retag_thread              GET   closed_short strangers:login pending:forbidden admitted:forbidden office:ok | strangers:login pending:hidden admitted:forbidden warden:ok office:ok
list_vocabulary           GET   -            all:hidden office:ok
list_vocabulary           POST  -            all:hidden office:method
add_tag                   GET   -            all:hidden office:ok
add_tag                   POST  -            all:hidden office:invalid
edit_tag                  GET   tag_key      all:hidden office:ok
edit_tag                  POST  tag_key      all:hidden office:method
confirm_tag               GET   tag_key      all:hidden office:method
confirm_tag               POST  tag_key+reason all:hidden office:redirect
rename_tag                GET   tag_key      all:hidden office:method
rename_tag                POST  tag_key      all:hidden office:invalid
add_synonym               GET   tag_key      all:hidden office:method
add_synonym               POST  tag_key      all:hidden office:invalid
merge_tags                GET   tag_key      all:hidden office:method
merge_tags                POST  tag_key      all:hidden office:invalid
retire_tag                GET   tag_key      all:hidden office:method
retire_tag                POST  tag_key+reason all:hidden office:redirect
suggest_addressees        GET   -            all:forbidden admitted:ok
suggest_addressees        POST  -            all:method
show_outline              GET   field        strangers:forbidden pending:forbidden admitted:ok | all:hidden admitted:ok
show_outline              POST  field        all:method | all:method
list_outlines             GET   -            all:hidden office:ok
list_outlines             POST  -            all:hidden office:method
write_outline             GET   field        all:hidden office:ok | all:hidden office:ok
write_outline             POST  field        all:hidden office:redirect | all:hidden office:redirect
"""
