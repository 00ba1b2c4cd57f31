# ruff: noqa: E501 -- a table is read across
"""The search's part of the access table: everyone searches what they may see; what was sought in vain is the office's."""

SEARCH = """
search                    GET   -            all:ok
search                    POST  -            all:method
suggest_hits              GET   -            all:ok
suggest_hits              POST  -            all:method
suggest_similar           GET   -            all:ok
suggest_similar           POST  -            all:method
say_helpful               GET   -            all:method
say_helpful               POST  -            strangers:login pending:forbidden admitted:hidden
say_helpful               POST  helpful      strangers:login pending:forbidden admitted:redirect
say_helpful               POST  missing      strangers:login pending:forbidden admitted:hidden
list_fruitless            GET   -            strangers:login pending:hidden admitted:hidden office:ok
list_fruitless            POST  -            all:method
"""
