# ruff: noqa: E501 -- a table is read across
"""Who may deal with questions that go through the office: lines of the access table (see `access_table`)."""

# `author` asked. The office decides, never a field's moderator; whoever asked answers, reveals and withdraws. Each row
# holds for a question that waits, or where it says so for one that was answered with a proposal or stands already.
ASKS = """
list_confidential         GET   -            strangers:login pending:forbidden admitted:ok
list_confidential         POST  -            all:method
ask_confidentially        GET   -            strangers:login pending:forbidden admitted:ok
ask_confidentially        POST  -            strangers:login pending:forbidden admitted:invalid
ask_confidentially        POST  new_ask      strangers:login pending:forbidden admitted:redirect
show_confidential         GET   ask          strangers:login pending:hidden admitted:hidden author:ok office:ok
show_confidential         GET   worded_ask   strangers:login pending:hidden admitted:hidden author:ok office:ok
show_confidential         GET   asked_ask    strangers:login pending:hidden admitted:hidden author:ok office:ok
show_confidential         POST  ask          all:method
change_confidential       GET   ask          strangers:login pending:hidden admitted:hidden author:ok office:forbidden
change_confidential       POST  ask          strangers:login pending:hidden admitted:hidden author:invalid office:forbidden
change_confidential       GET   asked_ask    strangers:login pending:hidden admitted:hidden author:forbidden office:forbidden
propose_words             GET   ask          all:method
propose_words             POST  ask          strangers:login pending:hidden admitted:hidden author:forbidden office:invalid
propose_words             POST  asked_ask    strangers:login pending:hidden admitted:hidden author:forbidden office:forbidden
agree_to_words            GET   worded_ask   all:method
agree_to_words            POST  worded_ask   strangers:login pending:hidden admitted:hidden author:redirect office:forbidden
agree_to_words            POST  ask          strangers:login pending:hidden admitted:hidden author:forbidden office:forbidden
publish_confidential      GET   ask          all:method
publish_confidential      POST  ask          strangers:login pending:hidden admitted:hidden author:forbidden office:redirect
publish_confidential      POST  worded_ask   strangers:login pending:hidden admitted:hidden author:forbidden office:forbidden
refuse_confidential       GET   ask          all:method
refuse_confidential       POST  ask          strangers:login pending:hidden admitted:hidden author:forbidden office:invalid
reply_masked              GET   asked_ask    all:method
reply_masked              POST  asked_ask    strangers:login pending:hidden admitted:hidden author:invalid office:forbidden
reply_masked              POST  ask          strangers:login pending:hidden admitted:hidden author:forbidden office:forbidden
reveal_asker              GET   asked_ask    strangers:login pending:hidden admitted:hidden author:ok office:forbidden
reveal_asker              POST  asked_ask    strangers:login pending:hidden admitted:hidden author:invalid office:forbidden
reveal_asker              GET   ask          strangers:login pending:hidden admitted:hidden author:forbidden office:forbidden
withdraw_confidential     GET   ask          strangers:login pending:hidden admitted:hidden author:ok office:forbidden
withdraw_confidential     POST  ask          strangers:login pending:hidden admitted:hidden author:redirect office:forbidden
show_member               GET   pseudonym        strangers:login pending:hidden admitted:hidden
"""
