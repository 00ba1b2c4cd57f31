"""What a case is in the house: files that hung on something reported are kept with it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.kinds import Kind, register
from community.moderation.models import Case, EvidenceFile
from community.people.viewer import Viewer
from community.uploads.kind import Attachable
from community.uploads.models import Upload
from community.web.verdicts import ALLOWED, Verdict


@register
class CaseKind(Kind[Case], Attachable):
    slug, model, label = "case", Case, _("Vorgang")
    word = "vorgang"

    def visible_to(self, viewer: Viewer) -> QuerySet[Case]:
        return Case.objects.visible_to(viewer)

    def title(self, case: Case) -> str:
        return case.number

    def author(self, case: Case) -> None:
        """Nobody's; whom it is about is another matter."""

    def attachments(self) -> QuerySet[EvidenceFile]:
        return EvidenceFile.objects.all()

    def verdict_on(self, viewer: Viewer, upload: Upload) -> Verdict | None:
        """Yes for those who may see such a case; for all others the thing itself answers that the file hangs on."""
        if not viewer.is_authenticated:
            return None
        cases = self.visible_to(viewer)
        rows = EvidenceFile.objects.filter(Q(evidence__case__in=cases) | Q(evidence__report__case__in=cases))
        return ALLOWED if rows.filter(upload=upload).exists() else None
