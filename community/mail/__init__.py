"""Mail as rows: who writes one stores it in their own transaction; workers bring it to the mail server, once.

Whatever Django or a library sends lands here too (`community.mail.backend`).
"""
