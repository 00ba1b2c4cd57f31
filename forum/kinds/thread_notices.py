"""What people are told about a thread."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from community.notices.kind import NoticeType
from forum.writing import telling

THREAD_NOTICES = (
    NoticeType(
        telling.MENTION,
        _("%(who)s hat Sie erwähnt."),
        _("weil Sie, Ihre Kommune oder Ihre Arbeitsgruppe mit „@“ angesprochen sind"),
    ),
    NoticeType(
        telling.ANSWER,
        _("%(who)s hat Ihnen geantwortet."),
        _("weil Sie in diesem Thema gefragt oder geschrieben haben"),
    ),
    NoticeType(
        telling.POST,
        _("%(who)s hat etwas Neues geschrieben."),
        _("weil Sie für dieses Thema „Alles“ gewählt haben"),
    ),
    NoticeType(
        telling.THREAD,
        _("%(who)s hat ein Thema begonnen."),
        _("weil Sie für dieses Handlungsfeld „Alles“ gewählt haben"),
    ),
    NoticeType(
        telling.REQUEST,
        _("%(who)s aus der Geschäftsstelle fragt Sie persönlich: Können Sie hier weiterhelfen?"),
        _("weil die Geschäftsstelle glaubt, dass Sie diese Frage beantworten können"),
    ),
    NoticeType(
        telling.ACCEPTED,
        _("%(who)s hat Ihre Antwort hervorgehoben: Sie hat die Frage beantwortet."),
        _("weil diese Antwort von Ihnen ist"),
        entries=False,
    ),
    NoticeType(
        telling.DATE,
        _("%(who)s hat den Termin festgelegt. Er steht unter dem ersten Beitrag, auch für Ihren Kalender."),
        _("weil Sie hier einen Termin gesucht oder dazu geantwortet haben"),
        entries=False,
    ),
    NoticeType(
        telling.REPLACED,
        _("%(who)s hat in einer Umfrage die Stimme Ihrer Kommune geändert, die Sie abgegeben hatten."),
        _("weil Sie in dieser Umfrage für Ihre Kommune abgestimmt haben"),
        entries=False,
    ),
    NoticeType(
        telling.REMINDER,
        _(
            "Hat eine der Antworten Ihre Frage gelöst? Dann heben Sie sie bitte hervor; andere finden sie so schneller."
        ),
        _(
            "weil Sie vor zwei Wochen gefragt haben und noch keine Antwort hervorgehoben ist; das fragen wir einmal"
        ),
        entries=False,
    ),
)
