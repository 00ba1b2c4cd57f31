"""Telling people what matters to them: a row for each notice, shown on a page and sent by mail.

Content apps say in their `notices.py` what people can be told about and who may know of it (`registry`); their
actions call `actions.tell` in the transaction of what happened.
"""
