"""Things that refer to each other across the house: cards, what refers to what, and carrying words elsewhere.

This package knows no content. A kind of thing is `Quotable`: it says how it looks elsewhere. It is `Discussing` where
one can do something with things of others, and `Continuing` where words from elsewhere become something new. Content
apps call `cite` whenever a text was written. So a message becomes the beginning of a thread, and a thread a card in a
room, though the two apps never meet.
"""
