"""The same folder for uploads as in the other tests of backups."""

from tests.db.community.backup.conftest import media

__all__ = ["media"]
