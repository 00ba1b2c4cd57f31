"""How dates and times are written where Django's own habits are not ours."""
