"""Rooms of working groups: conversations that move while one looks at them."""
