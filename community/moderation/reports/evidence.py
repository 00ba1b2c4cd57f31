"""Keeping what a thing looked like."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.moderation.models import Case, Evidence, EvidenceFile, Report
from community.moderation.reports.models import digest
from community.moderation.things import Reportable, Thing
from community.uploads.models import Upload


def keep_evidence(
    reportable: Reportable, thing: Thing, *, report: Report | None = None, case: Case | None = None
) -> Evidence:
    """The thing as it stands now, with its surroundings and a hash; for a report, or for a case without one."""
    snapshot = reportable.snapshot(thing)
    evidence = Evidence.objects.create(report=report, case=case, snapshot=snapshot, sha256=digest(snapshot))
    files = {file["upload"] for file in snapshot.get("files", ())}
    EvidenceFile.objects.bulk_create(EvidenceFile(evidence=evidence, upload_id=key) for key in sorted(files))
    return evidence


def describe_files(uploads: Iterable[Upload]) -> list[dict[str, Any]]:
    """The files of a thing, for its snapshot: each with the hash of what was handed in."""
    return [{"upload": one.pk, "name": one.name, "size": one.size, "sha256": one.sha256} for one in uploads]
