"""Addresses of the rooms, below `raeume/`; one word per verb, the same as in policy and actions."""

from django.urls import path

from realtime.rooms.views import calls, carrying, keeping, messages, pages, participating, writing

urlpatterns = [
    path("", pages.list_rooms, name="list_rooms"),
    path("neu/", keeping.create_room, name="create_room"),
    path("direkt/", participating.open_direct_room, name="open_direct_room"),
    path("besprechen/", carrying.discuss_thing, name="discuss_thing"),
    path("<int:pk>/", pages.show_room, name="show_room"),
    path("<int:pk>/nachrichten/", writing.send_message, name="send_message"),
    path("<int:pk>/ereignisse/", calls.list_events, name="list_events"),
    path("<int:pk>/zeilen/", calls.list_lines, name="list_lines"),
    path("<int:pk>/gelesen/", calls.mark_room_read, name="mark_room_read"),
    path("<int:pk>/suche/", pages.search_room, name="search_room"),
    path("<int:pk>/betreten/", participating.enter_room, name="enter_room"),
    path("<int:pk>/verlassen/", participating.leave_room, name="leave_room"),
    path("<int:pk>/benachrichtigung/", participating.set_level, name="set_level"),
    path("<int:pk>/mitglieder/", participating.list_participants, name="list_participants"),
    path("<int:pk>/einladen/", participating.invite, name="invite"),
    path("<int:pk>/entlassen/", participating.remove_participant, name="remove_participant"),
    path("<int:pk>/einstellungen/", keeping.edit_room, name="edit_room"),
    path("<int:pk>/archivieren/", keeping.archive_room, name="archive_room"),
    path("<int:pk>/oeffnen/", keeping.reopen_room, name="reopen_room"),
    path("<int:pk>/mitschrift/", keeping.export_transcript, name="export_transcript"),
    path("<int:pk>/weitertragen/", carrying.quote_messages, name="quote_messages"),
    path("<int:pk>/nachrichten/<int:seq>/karten/", carrying.show_cards, name="show_cards"),
    path("<int:pk>/nachrichten/<int:seq>/", messages.show_message, name="show_message"),
    path("<int:pk>/nachrichten/<int:seq>/antworten/", messages.list_answers, name="list_answers"),
    path("<int:pk>/nachrichten/<int:seq>/bearbeiten/", messages.edit_message, name="edit_message"),
    path("<int:pk>/nachrichten/<int:seq>/entfernen/", messages.remove_message, name="remove_message"),
    path(
        "<int:pk>/nachrichten/<int:seq>/wiederherstellen/",
        messages.restore_message,
        name="restore_message",
    ),
    path(
        "<int:pk>/nachrichten/<int:seq>/verlauf/",
        messages.show_message_history,
        name="show_message_history",
    ),
    path("<int:pk>/nachrichten/<int:seq>/melden/", messages.report_message, name="report_message"),
    path("<int:pk>/nachrichten/<int:seq>/reaktion/", messages.react, name="react"),
    path("<int:pk>/nachrichten/<int:seq>/reaktion/zuruecknehmen/", messages.unreact, name="unreact"),
    path("<int:pk>/nachrichten/<int:seq>/anheften/", messages.pin_message, name="pin_message"),
    path("<int:pk>/nachrichten/<int:seq>/loesen/", messages.unpin_message, name="unpin_message"),
]
