"""Pages, fragments and calls of the rooms: parse, act, show."""
