"""Addresses of the office."""

from django.urls import path

from community.moderation.appeals import views as appeal_views
from community.moderation.cases import views as case_views
from community.moderation.conversations import views as conversation_views
from community.moderation.desk import views as desk_views
from community.moderation.invitations import views as invitation_views
from community.moderation.mails import views as mail_views
from community.moderation.persons import views as person_views
from community.moderation.ready_texts import views as ready_text_views
from community.moderation.registrations import views as registration_views
from community.moderation.roles import views as role_views
from community.moderation.statistics import views as statistic_views
from community.moderation.tasks import views as task_views
from community.moderation.transparency_report import views as transparency_report_views
from community.moderation.undo import views as undo_views

urlpatterns = [
    path("", desk_views.show_desk, name="show_desk"),
    path("freigaben/", registration_views.list_registrations, name="list_registrations"),
    path("freigaben/mehrere/", registration_views.admit_members, name="admit_members"),
    path("freigaben/<int:member_id>/", registration_views.show_registration, name="show_registration"),
    path("freigaben/<int:member_id>/aufnehmen/", registration_views.admit_member, name="admit_member"),
    path("freigaben/<int:member_id>/ablehnen/", registration_views.decline_member, name="decline_member"),
    path(
        "freigaben/<int:member_id>/doch-aufnehmen/",
        registration_views.reconsider_member,
        name="reconsider_member",
    ),
    path("einladen/", invitation_views.invite_members, name="invite_members"),
    path("mitglieder.csv", invitation_views.export_members, name="export_members"),
    path("personen/<int:member_id>/", person_views.show_person, name="show_person"),
    path(
        "personen/<int:member_id>/bestaetigen/",
        person_views.confirm_municipality,
        name="confirm_municipality",
    ),
    path(
        "personen/<int:member_id>/bestaetigung-entziehen/",
        person_views.withdraw_confirmation,
        name="withdraw_confirmation",
    ),
    path("personen/<int:member_id>/notieren/", person_views.note_on_person, name="note_on_person"),
    path(
        "personen/<int:member_id>/notizen/<int:note_id>/loeschen/",
        person_views.delete_note,
        name="delete_note",
    ),
    path("vorgaenge/", case_views.list_cases, name="list_cases"),
    path("vorgaenge/<int:case_id>/", case_views.show_case, name="show_case"),
    path("vorgaenge/<int:case_id>/uebernehmen/", case_views.take_case, name="take_case"),
    path("massnahmen/", undo_views.list_deeds, name="list_deeds"),
    path("massnahmen/<int:deed_id>/", undo_views.show_deed, name="show_deed"),
    path("massnahmen/<int:deed_id>/zuruecknehmen/", undo_views.undo_deed, name="undo_deed"),
    path("mails/", mail_views.show_mails, name="show_mails"),
    path("mails/<int:pk>/noch-einmal/", mail_views.send_again, name="send_again"),
    path("mails/<int:pk>/verwerfen/", mail_views.drop_mail, name="drop_mail"),
    path("mails/montag/", mail_views.pin_to_monday, name="pin_to_monday"),
    path("mails/montag/<int:pk>/loesen/", mail_views.unpin_from_monday, name="unpin_from_monday"),
    path("vorgaenge/neu/<slug:kind>/<int:key>/", case_views.open_case, name="open_case"),
    path("vorgaenge/<int:case_id>/schreiben/", conversation_views.write_to_person, name="write_to_person"),
    path("vorgaenge/<int:case_id>/uebergeben/", case_views.assign_case, name="assign_case"),
    path("vorgaenge/<int:case_id>/notieren/", case_views.note_on_case, name="note_on_case"),
    path("vorgaenge/<int:case_id>/entscheiden/", case_views.decide_case, name="decide_case"),
    path("vorgaenge/<int:case_id>/zuruecknehmen/", case_views.take_back_decision, name="take_back_decision"),
    path("vormerkungen/", task_views.list_errands, name="list_errands"),
    path("vormerkungen/neu/", task_views.note_errand, name="note_errand"),
    path("vormerkungen/<int:errand_id>/", task_views.mark_errand, name="mark_errand"),
    path("widersprueche/<int:appeal_id>/", appeal_views.show_appeal, name="show_appeal"),
    path("widersprueche/<int:appeal_id>/beantworten/", appeal_views.answer_appeal, name="answer_appeal"),
    path("zahlen/", statistic_views.show_figures, name="show_figures"),
    path("bericht/", transparency_report_views.show_report, name="show_report"),
    path("bericht/<int:year>/", transparency_report_views.show_report_of, name="show_report_of"),
    path("bericht/<int:year>.csv", transparency_report_views.download_report, name="download_report"),
    path("protokoll/", transparency_report_views.show_record, name="show_record"),
    path("protokoll.csv", transparency_report_views.download_record, name="download_record"),
    path("vorlagen/", ready_text_views.list_texts, name="list_texts"),
    path("vorlagen/neu/", ready_text_views.add_text, name="add_text"),
    path("vorlagen/<int:text_id>/", ready_text_views.word_text, name="word_text"),
    path("vorlagen/<int:text_id>/ablegen/", ready_text_views.retire_text, name="retire_text"),
    path("rollen/", role_views.list_roles, name="list_roles"),
    path("rollen/<int:member_id>/erteilen/", role_views.grant_role, name="grant_role"),
    path("rollen/entziehen/<int:grant_id>/", role_views.revoke_role, name="revoke_role"),
]
