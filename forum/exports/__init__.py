"""A thread for the file ("Akte"): as PDF, as Markdown, or as an archive with its attachments and their check sums.

Everything here starts from a `Dossier`, which holds what the exporting member may see and nothing else.
"""
