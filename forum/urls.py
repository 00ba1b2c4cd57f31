"""Addresses of the forum; one word per verb, the same as in policy and actions."""

from django.urls import path

from forum.answers import views as answer_views
from forum.answers import views as answer_views_
from forum.approval import views as approval_views
from forum.bookmarks import views as bookmark_views
from forum.bulk_edit import views as bulk_edit_views
from forum.closing import views as closing_views
from forum.confidential import asker_views
from forum.confidential import views as confidential_views
from forum.crossposting import views as crossposting_views
from forum.dates import views as date_views
from forum.drafts import views as draft_views
from forum.erasure import views as erasure_views
from forum.exports import views as export_views
from forum.feeds import views as feed_views
from forum.fields import views as field_views
from forum.moving import views as moving_views
from forum.outlines import views as outline_views
from forum.polls import views as poll_views
from forum.posts import views as post_views
from forum.reactions import views as reaction_views
from forum.scheduling import views as scheduling_views
from forum.screening import views as screening_views
from forum.summaries import views as summary_views
from forum.tags import views as tag_views
from forum.thread_tools import views as thread_tool_views
from forum.threads import views as thread_views
from forum.vocabulary import views as vocabulary_views
from forum.writing import views as writing_views

urlpatterns = [
    path("handlungsfelder/", field_views.list_fields, name="list_fields"),
    path("handlungsfelder/<slug:slug>/", field_views.show_field, name="show_field"),
    path("handlungsfelder/<slug:slug>/gelesen/", field_views.mark_field_read, name="mark_field_read"),
    path(
        "handlungsfelder/<slug:slug>/gelesen/zuruecknehmen/",
        field_views.take_back_field_read,
        name="take_back_field_read",
    ),
    path("handlungsfelder/<slug:slug>/gliederung/", outline_views.show_outline, name="show_outline"),
    path("moderation/gliederungen/", outline_views.list_outlines, name="list_outlines"),
    path("moderation/gliederungen/<slug:slug>/", outline_views.write_outline, name="write_outline"),
    path("handlungsfelder/<slug:slug>/aufraeumen/", bulk_edit_views.tend_field, name="tend_field"),
    path("themen/", field_views.list_threads, name="list_threads"),
    path("themen/neu/", writing_views.start_thread, name="start_thread"),
    path("themen/ansprechen/", writing_views.suggest_addressees, name="suggest_addressees"),
    path("themen/<int:pk>/", thread_views.show_thread, name="show_thread_short"),
    path("themen/<int:pk>/antworten/", writing_views.reply, name="reply"),
    path("themen/<int:pk>/ungelesen/", thread_views.show_unread, name="show_unread"),
    path("themen/<int:pk>/gelesen/", thread_views.mark_read, name="mark_read"),
    path("themen/<int:pk>/beitraege/", thread_views.changes, name="thread_changes"),
    path("themen/<int:pk>/zweige/<int:branch>/", thread_views.show_branch, name="show_branch"),
    path("themen/<int:pk>/um-antwort-bitten/", answer_views.ask_for_answer, name="ask_for_answer"),
    path("themen/<int:pk>/akte/", export_views.export_thread, name="export_thread"),
    path("themen/<int:pk>/schliessen/", closing_views.close_thread, name="close_thread"),
    path("themen/<int:pk>/oeffnen/", closing_views.reopen_thread, name="reopen_thread"),
    path("themen/<int:pk>/umbenennen/", thread_tool_views.retitle_thread, name="retitle_thread"),
    path("themen/<int:pk>/umwandeln/", thread_tool_views.recast_thread, name="recast_thread"),
    path("themen/<int:pk>/anheften/", thread_tool_views.pin_thread, name="pin_thread"),
    path("themen/<int:pk>/loesen/", thread_tool_views.unpin_thread, name="unpin_thread"),
    path("themen/<int:pk>/verlangsamen/", thread_tool_views.slow_thread, name="slow_thread"),
    path("themen/<int:pk>/verschieben/", thread_tool_views.move_thread, name="move_thread"),
    path("themen/<int:pk>/stichworte/", tag_views.retag_thread, name="retag_thread"),
    path("themen/<int:pk>/weitere-felder/", crossposting_views.crosspost_thread, name="crosspost_thread"),
    path("themen/<int:pk>/notiz/", thread_tool_views.add_staff_note, name="add_staff_note"),
    path("themen/<int:pk>/teilen/", moving_views.split_thread, name="split_thread"),
    path("themen/<int:pk>/zusammenfuehren/", moving_views.merge_thread, name="merge_thread"),
    path("themen/<int:pk>/umfrage/", poll_views.add_poll, name="add_poll"),
    path("themen/<int:pk>/konsent/", poll_views.add_consent, name="add_consent"),
    path("themen/<int:pk>/umfrage/ergebnis/", poll_views.state_outcome, name="state_outcome"),
    path("themen/<int:pk>/umfrage/abstimmen/", poll_views.vote, name="vote"),
    path("themen/<int:pk>/umfrage/zuruecknehmen/", poll_views.withdraw_vote, name="withdraw_vote"),
    path("themen/<int:pk>/umfrage/schliessen/", poll_views.close_poll, name="close_poll"),
    path("themen/<int:pk>/umfrage/termine/", date_views.add_dates, name="add_dates"),
    path("themen/<int:pk>/umfrage/termine/antworten/", date_views.answer_dates, name="answer_dates"),
    path("themen/<int:pk>/umfrage/termin/", date_views.fix_date, name="fix_date"),
    path("themen/<int:pk>/umfrage/termin.ics", date_views.export_date, name="export_date"),
    path("themen/<int:pk>/zusammenfassung/", summary_views.write_summary, name="write_summary"),
    path(
        "themen/<int:pk>/zusammenfassung/verlauf/",
        summary_views.show_summary_history,
        name="show_summary_history",
    ),
    path(
        "themen/<int:pk>/zusammenfassung/verlauf/<int:number>/",
        summary_views.revert_summary,
        name="revert_summary",
    ),
    path("themen/neu/spaeter/", scheduling_views.schedule_thread, name="schedule_thread"),
    path("themen/<int:pk>/spaeter/", scheduling_views.schedule_reply, name="schedule_reply"),
    path("themen/<int:pk>/<slug:slug>/", thread_views.show_thread, name="show_thread"),
    path("beitraege/<int:pk>/", post_views.show_post, name="show_post"),
    path("beitraege/<int:pk>/kontext/", post_views.show_context, name="show_context"),
    path("beitraege/<int:pk>/antworten/", post_views.show_replies, name="show_replies"),
    path("beitraege/<int:pk>/zitat/", post_views.quote_post, name="quote_post"),
    path("beitraege/<int:pk>/bearbeiten/", post_views.edit_post, name="edit_post"),
    path("beitraege/<int:pk>/entfernen/", post_views.remove_post, name="remove_post"),
    path("beitraege/<int:pk>/wiederherstellen/", post_views.restore_post, name="restore_post"),
    path("beitraege/<int:pk>/sperren/", thread_tool_views.lock_post, name="lock_post"),
    path("beitraege/<int:pk>/entsperren/", thread_tool_views.unlock_post, name="unlock_post"),
    path("beitraege/<int:pk>/weiterfuehren/", moving_views.continue_thread, name="continue_thread"),
    path("beitraege/<int:pk>/endgueltig/", erasure_views.propose_erasure, name="propose_erasure"),
    path("beitraege/<int:pk>/endgueltig/ausfuehren/", erasure_views.confirm_erasure, name="confirm_erasure"),
    path(
        "beitraege/<int:pk>/endgueltig/doch-nicht/", erasure_views.withdraw_erasure, name="withdraw_erasure"
    ),
    path("beitraege/<int:pk>/verlauf/", post_views.show_history, name="show_history"),
    path("beitraege/<int:pk>/annehmen/", answer_views_.accept_answer, name="accept_answer"),
    path("beitraege/<int:pk>/annahme-zuruecknehmen/", answer_views_.withdraw_answer, name="withdraw_answer"),
    path("beitraege/<int:pk>/reaktion/", reaction_views.react_to_post, name="react_to_post"),
    path(
        "beitraege/<int:pk>/reaktion/zuruecknehmen/",
        reaction_views.withdraw_reaction,
        name="withdraw_reaction",
    ),
    path("beitraege/<int:pk>/reaktionen/", reaction_views.list_reactions, name="list_reactions"),
    path("beitraege/<int:pk>/merken/", bookmark_views.keep_post, name="keep_post"),
    path("beitraege/<int:pk>/merken/loesen/", bookmark_views.release_post, name="release_post"),
    path("stichworte/", tag_views.list_tags, name="list_tags"),
    path("stichworte/vorschlaege/", tag_views.suggest_tags, name="suggest_tags"),
    path("stichworte/<slug:slug>/", tag_views.show_tag, name="show_tag"),
    path("moderation/stichworte/", vocabulary_views.list_vocabulary, name="list_vocabulary"),
    path("moderation/stichworte/neu/", vocabulary_views.add_tag, name="add_tag"),
    path("moderation/stichworte/<int:pk>/", vocabulary_views.tend_tag, name="tend_tag"),
    path("moderation/stichworte/<int:pk>/bestaetigen/", vocabulary_views.confirm_tag, name="confirm_tag"),
    path("moderation/stichworte/<int:pk>/umbenennen/", vocabulary_views.rename_tag, name="rename_tag"),
    path("moderation/stichworte/<int:pk>/synonym/", vocabulary_views.add_synonym, name="add_synonym"),
    path("moderation/stichworte/<int:pk>/zusammenfuehren/", vocabulary_views.merge_tags, name="merge_tags"),
    path("moderation/stichworte/<int:pk>/ablegen/", vocabulary_views.retire_tag, name="retire_tag"),
    path("feeds/themen/", feed_views.feed_threads, name="feed_threads"),
    path("feeds/handlungsfelder/<slug:slug>/", feed_views.feed_field, name="feed_field"),
    path("feeds/stichworte/<slug:slug>/", feed_views.feed_tag, name="feed_tag"),
    path("feeds/suche/", feed_views.feed_search, name="feed_search"),
    path("feeds/mein/<str:secret>/themen/", feed_views.feed_threads, name="private_feed_threads"),
    path(
        "feeds/mein/<str:secret>/handlungsfelder/<slug:slug>/",
        feed_views.feed_field,
        name="private_feed_field",
    ),
    path("feeds/mein/<str:secret>/stichworte/<slug:slug>/", feed_views.feed_tag, name="private_feed_tag"),
    path("feeds/mein/<str:secret>/suche/", feed_views.feed_search, name="private_feed_search"),
    path("konto/feeds/", feed_views.list_feeds, name="list_feeds"),
    path("konto/feeds/<int:pk>/beenden/", feed_views.revoke_feed_key, name="revoke_feed_key"),
    path("merkzettel/", bookmark_views.list_bookmarks, name="list_bookmarks"),
    path("merkzettel/wiedervorlagen.ics", bookmark_views.export_bookmarks, name="export_bookmarks"),
    path("wartende-beitraege/", approval_views.list_holds, name="list_holds"),
    path("wartende-beitraege/<int:pk>/", approval_views.show_hold, name="show_hold"),
    path("wartende-beitraege/<int:pk>/freigeben/", approval_views.release_hold, name="release_hold"),
    path("wartende-beitraege/<int:pk>/zurueckgeben/", approval_views.return_hold, name="return_hold"),
    path("wartende-beitraege/<int:pk>/zurueckziehen/", approval_views.withdraw_hold, name="withdraw_hold"),
    path("vertrauliche-fragen/", confidential_views.list_asks, name="list_asks"),
    path("vertrauliche-fragen/neu/", confidential_views.ask_confidentially, name="ask_confidentially"),
    path("vertrauliche-fragen/<int:pk>/", confidential_views.show_ask, name="show_ask"),
    path("vertrauliche-fragen/<int:pk>/aendern/", confidential_views.change_ask, name="change_ask"),
    path("vertrauliche-fragen/<int:pk>/vorschlagen/", confidential_views.propose_words, name="propose_words"),
    path("vertrauliche-fragen/<int:pk>/zustimmen/", confidential_views.agree_to_words, name="agree_to_words"),
    path(
        "vertrauliche-fragen/<int:pk>/veroeffentlichen/", confidential_views.publish_ask, name="publish_ask"
    ),
    path("vertrauliche-fragen/<int:pk>/ablehnen/", confidential_views.refuse_ask, name="refuse_ask"),
    path("vertrauliche-fragen/<int:pk>/antworten/", asker_views.reply_masked, name="reply_masked"),
    path("vertrauliche-fragen/<int:pk>/namen-nennen/", asker_views.reveal_asker, name="reveal_asker"),
    path("vertrauliche-fragen/<int:pk>/zurueckziehen/", asker_views.withdraw_ask, name="withdraw_ask"),
    path("moderation/vorlegen/", screening_views.show_screening, name="show_screening"),
    path(
        "moderation/vorlegen/erste-beitraege/", screening_views.choose_first_posts, name="choose_first_posts"
    ),
    path("moderation/vorlegen/woerter/", screening_views.watch_word, name="watch_word"),
    path("moderation/vorlegen/woerter/<int:pk>/loesen/", screening_views.drop_word, name="drop_word"),
    path("geplant/", scheduling_views.list_scheduled, name="list_scheduled"),
    path("geplant/<int:pk>/", scheduling_views.change_scheduled, name="change_scheduled"),
    path("geplant/<int:pk>/absagen/", scheduling_views.cancel_scheduled, name="cancel_scheduled"),
    path("vorschau/", writing_views.preview, name="preview"),
    path("entwuerfe/", draft_views.list_drafts, name="list_drafts"),
    path("entwuerfe/speichern/", draft_views.save_draft, name="save_draft"),
    path("entwuerfe/<int:pk>/verwerfen/", draft_views.discard_draft, name="discard_draft"),
]
