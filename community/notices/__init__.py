"""Telling people what matters to them: a row for each notice, shown on a page and sent by mail.

A kind of thing that is `Notifiable` says what people can be told about and who may know of it (`kind`); the actions
of content apps call `actions.tell` in the transaction of what happened.
"""
