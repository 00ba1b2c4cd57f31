"""Pages and fragments of the forum: parse, act, show."""
