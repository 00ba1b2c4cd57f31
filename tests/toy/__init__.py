"""A kind of thing that no other line of the house knows; `docs/tutorial-new-kind.md` leads here."""
