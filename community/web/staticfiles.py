"""Files of the browser: which of the front-end packages' files are served, and under fingerprinted names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from django.contrib.staticfiles.finders import FileSystemFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Of some 2,000 files in the packages these are all that a page asks for.
SERVED = (
    "vendor/kern/kern.min.css",
    "vendor/fira-sans/files/fira-sans-latin-[4567]00-normal.woff2",
    "vendor/fira-sans/files/fira-sans-latin-400-italic.woff2",
    "vendor/fira-sans/files/fira-sans-latin-ext-[4567]00-normal.woff2",
    "vendor/fira-sans/files/fira-sans-latin-ext-400-italic.woff2",
    "vendor/fira-mono/files/fira-mono-latin-400-normal.woff2",
    "vendor/noto-sans/files/noto-sans-latin-ext-[46]00-normal.woff2",
    "vendor/markdown-toolbar-element/index.js",
    "vendor/text-expander-element/bundle.js",
)


# Their comments and optional parts name files that the packages do not ship.
FOREIGN = ("vendor/", "django_htmx/")


class FrontEndPackages(FileSystemFinder):
    """Finds in `STATICFILES_DIRS` the files named in `SERVED`, and no other."""

    def find_location(self, root: str, path: str, prefix: str | None = None) -> str | None:
        """The file on disk, or `None` where it does not exist or is not served."""
        return super().find_location(root, path, prefix) if is_served(path) else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """Pairs of path and storage, as Django's collector expects them."""
        for path, storage in super().list(ignore_patterns):
            if is_served(f"{storage.prefix}/{path}"):
                yield path, storage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Fingerprints every file and rewrites what style sheets and ES modules ask for accordingly.

    A missing file that one of ours asks for fails the collecting; one that a package asks for is left alone.
    """

    support_js_module_import_aggregation = True
    manifest_strict = False
    # Unlike what people upload: collected by whoever builds, often root, and read by whoever serves.
    file_permissions_mode = 0o644
    directory_permissions_mode = 0o755

    def stored_name(self, name: str) -> str:
        """The fingerprinted name; a file that was never collected keeps its own, so that its page still opens."""
        if not self.hashed_files:
            return name
        try:
            return super().stored_name(name)
        except ValueError:
            return name

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """The name with its fingerprint. Raises `ValueError` for a file of ours that does not exist."""
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            if name.startswith(FOREIGN):
                return name
            raise


def is_served(path: str) -> bool:
    """True for a path below ``/static/`` that one of the patterns in `SERVED` allows."""
    return any(fnmatchcase(path.replace("\\", "/"), pattern) for pattern in SERVED)
