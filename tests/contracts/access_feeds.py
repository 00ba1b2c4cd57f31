# ruff: noqa: E501 -- a table is read across
"""Feeds in the access table: the public ones are the same for everyone, the private ones open with their secret alone."""

FEEDS = """
feed_threads              GET   -            all:ok
feed_threads              POST  -            all:method
feed_field                GET   field        all:ok | all:hidden
feed_field                POST  field        all:method | all:method
feed_tag                  GET   tag          all:ok
feed_tag                  GET   own_tag      all:ok | all:hidden
feed_tag                  POST  tag          all:method
feed_search               GET   -            all:hidden
feed_search               POST  -            all:method
private_feed_threads      GET   secret       all:ok
private_feed_threads      GET   no_secret    all:hidden
private_feed_threads      POST  secret       all:method
private_feed_field        GET   secret_field all:ok | all:ok
private_feed_field        POST  secret_field all:method | all:method
private_feed_tag          GET   secret_tag   all:ok | all:ok
private_feed_tag          POST  secret_tag   all:method | all:method
private_feed_search       GET   secret       all:hidden
private_feed_search       POST  secret       all:method
list_feeds                GET   -            strangers:login pending:forbidden admitted:ok
list_feeds                POST  -            strangers:login pending:forbidden admitted:invalid
list_feeds                POST  new_key      strangers:login pending:forbidden admitted:ok
revoke_feed_key           GET   feed_key     all:method
revoke_feed_key           POST  feed_key     strangers:login pending:hidden admitted:hidden member:redirect
"""
