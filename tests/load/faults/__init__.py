"""Browsers and writers in one room while the house is hurt: what was acknowledged reaches everyone, once, in order."""
