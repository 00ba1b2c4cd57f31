"""Files of members: taken in at one gate, kept under random names, shown to whom the thing they belong to is shown.

A content app says in its `attachables.py` to what an upload belongs and who may see it; this app never learns what
that thing is. Until then an upload is its owner's alone, and gone after a day.
"""
