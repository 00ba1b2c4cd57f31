"""Files of members: taken in at one gate, kept under random names, shown to whom the thing they belong to is shown.

A kind of thing that is `Attachable` says which uploads belong to it and who may see them; this app never learns what
that thing is. Until then an upload is its owner's alone, and gone after a day.
"""
