"""The house: its shell (settings, URLs, servers) and the mechanisms and people every content app builds on."""
