"""What keeps a backup from being made or restored, as a sentence for whoever runs the command."""


class Refused(Exception):
    """Nothing was changed; the sentence says why and what to do."""
