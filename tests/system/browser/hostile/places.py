"""Every template: which visit shows hostile words in it, or why it shows no words of people at all.

A new template stands nowhere yet, which `tests/unit/contracts/test_hostile_places.py` notices. Where a visit is named,
the words of the corpus must have been seen in what the template made; where a reason is, they must not.
"""

from __future__ import annotations

from collections.abc import Collection

SHOWN = {
    "house": """
        account/base_manage.html base.html forum/answers/_panel_questions.html
        forum/answers/ask_for_answer.html forum/approval/_panel_pending_posts.html
        forum/approval/_pending_rows.html forum/approval/pending_post.html forum/approval/pending_posts.html
        forum/attachments/_attachments.html
        forum/attachments/_document.html forum/attachments/_image.html forum/attachments/_report.html
        forum/bookmarks/_bookmark.html
        forum/bookmarks/bookmark_post.html forum/bookmarks/bookmarks.html
        forum/bulk_edit/bulk_edit_field.html forum/closing/close_thread.html
        forum/confidential/_confidential_rows.html forum/confidential/_own_confidential.html
        forum/confidential/_panel_confidential.html forum/confidential/ask_confidentially.html
        forum/confidential/change_confidential.html forum/confidential/confidential.html
        forum/confidential/confidential_list.html forum/confidential/reveal_asker.html
        forum/crossposting/crosspost_thread.html forum/dates/_dates.html forum/dates/add_dates.html
        forum/dates/fix_date.html forum/drafts/drafts.html forum/erasure/_panel_erasures.html
        forum/erasure/erasure.html forum/exports/export_thread.html forum/feeds/_feed_link.html
        forum/feeds/feeds.html forum/fields/_chosen_tag.html forum/fields/_panel_fields.html
        forum/fields/_thread_list.html forum/fields/_thread_row.html forum/fields/field.html
        forum/fields/fields.html forum/fields/threads.html forum/moving/_moved_post.html
        forum/moving/_two_results.html forum/moving/continue_thread.html forum/moving/merge_thread.html
        forum/moving/merged_thread.html forum/moving/split_thread.html forum/outlines/outlines.html
        forum/outlines/write_outline.html forum/polls/_poll.html forum/polls/add_consent.html
        forum/polls/add_poll.html forum/polls/close_poll.html forum/polls/poll.html
        forum/polls/state_outcome.html forum/posts/_panel_posts.html forum/posts/_post.html
        forum/posts/_showcase_posts.html forum/posts/_unfolded.html forum/posts/context.html
        forum/posts/edit_post.html forum/posts/history.html forum/posts/remove_post.html
        forum/reactions/_reaction_list.html forum/reactions/_reactions.html forum/reactions/reactions.html
        forum/scheduling/_scheduled.html forum/scheduling/schedule.html forum/scheduling/scheduled.html
        forum/screening/screening.html forum/summaries/_summary.html forum/summaries/summary_history.html
        forum/summaries/write_summary.html forum/tags/_tag_suggestions.html forum/tags/_tags.html
        forum/tags/retag_thread.html forum/tags/tag.html forum/tags/tags.html forum/tags/widgets/tags.html
        forum/thread_tools/_events.html forum/thread_tools/_thread_tools.html
        forum/thread_tools/thread_tool.html forum/threads/_changes.html forum/threads/_showcase_threads.html
        forum/threads/branch.html forum/threads/thread.html forum/vocabulary/_panel_tags.html
        forum/vocabulary/edit_tag.html forum/vocabulary/vocabulary.html forum/writing/_addressees.html
        forum/writing/_composer.html forum/writing/_kept_text.html forum/writing/new_thread.html
        mfa/base_manage.html mfa/webauthn/add_form.html mfa/webauthn/authenticator_confirm_delete.html
        mfa/webauthn/authenticator_list.html mfa/webauthn/edit_form.html moderation/appeals/_appeals.html
        moderation/appeals/appeal.html moderation/appeals/file_appeal.html moderation/base.html
        moderation/cases/_cases.html moderation/cases/_person.html moderation/cases/_snapshot.html
        moderation/cases/case.html moderation/cases/cases.html moderation/cases/open_case.html
        moderation/conversations/conversation.html moderation/conversations/write_to_person.html
        moderation/decisions/_answers.html moderation/decisions/_decision.html
        moderation/decisions/_letters.html moderation/decisions/_sanction.html
        moderation/desk/_activity.html moderation/desk/desk.html moderation/invitations/invite_members.html
        moderation/mails/mails.html moderation/persons/person.html moderation/ready_texts/_ready_texts.html
        moderation/ready_texts/text_form.html moderation/ready_texts/texts.html
        moderation/registrations/_registrations.html moderation/registrations/registration.html
        moderation/statements/_panel_statements.html
        moderation/statements/statements.html people/belonging/_statement.html
        moderation/registrations/registrations.html moderation/reports/_reports.html
        moderation/reports/_said.html moderation/reports/own_reports.html moderation/reports/report.html
        moderation/reports/report_confirm.html moderation/roles/role_grant.html
        moderation/roles/role_revoke.html moderation/roles/roles.html moderation/statistics/statistics.html
        moderation/statistics/_drawing.html moderation/statistics/_table.html
        moderation/tasks/_task.html moderation/tasks/_week.html moderation/tasks/tasks.html
        moderation/transparency_report/record.html moderation/undo/action.html moderation/undo/actions.html
        notices/choose.html notices/inbox.html people/accounts/account_overview.html
        people/admission/_waiting.html people/groups/group.html people/groups/group_manage.html
        people/groups/groups.html people/invitations/invitation.html people/members/_member_suggestions.html
        people/members/directory.html people/members/member.html people/members/profile_form.html
        people/municipalities/_municipality_search.html people/municipalities/municipality.html
        people/municipalities/municipality_search.html push/_devices.html rooms/forwarding/forward.html
        rooms/forwarding/discuss.html rooms/management/archive_room.html rooms/management/edit_room.html
        rooms/management/new_room.html rooms/management/transcript.html rooms/messages/_answered.html
        rooms/messages/_cards.html rooms/messages/_composer.html rooms/messages/_files.html
        rooms/messages/_lines.html rooms/messages/_message.html rooms/messages/_pin.html
        rooms/messages/answers.html rooms/messages/edit_message.html rooms/messages/history.html
        rooms/messages/remove_message.html rooms/participation/door.html
        rooms/participation/participants.html rooms/room/_room_row.html rooms/room/_side.html
        rooms/room/room.html rooms/room/rooms.html rooms/room/search.html search/_hit.html
        search/_pieces.html search/_similar.html search/_suggestions.html search/fruitless.html
        search/search.html start/member.html start/visitor.html ui/_attrs.html ui/account_menu.html
        ui/alert.html ui/breadcrumbs.html ui/button.html ui/card.html ui/changes.html ui/choice.html ui/cited_in.html
        ui/field_mark.html ui/forms/choices.html ui/forms/errors.html ui/forms/field.html ui/forms/form.html
        ui/forms/markdown.html ui/forms/summary.html ui/line_input.html ui/messages.html ui/pagination.html
        ui/person.html ui/quote_card.html ui/side.html ui/site_footer.html ui/tabs.html uploads/_files.html
    """,
    "forum": """
        forum/writing/_preview.html
    """,
    "mails": """
        mail/_sanction.txt mail/admitted.txt mail/answer_declined.txt mail/appeal_answered.txt
        mail/appeal_received.txt mail/base.txt mail/case_message.txt
        mail/decision_lifted.txt mail/declined.txt mail/held.txt mail/invited.txt mail/monday.txt
        mail/neutral.txt mail/notices.txt mail/office_at_once.txt mail/office_morning.txt mail/released.txt
        mail/report_received.txt mail/report_reversed.txt mail/report_settled.txt mail/role_granted.txt
        mail/role_revoked.txt mail/statement.txt
    """,
    "files": """
        forum/exports/export.html
    """,
}
WORDLESS = {
    "entrance, account and second factor; the names of keys stand above": """
        account/account_inactive.html account/base_entrance.html account/base_reauthenticate.html
        mail/address_taken_back.txt people/accounts/take_back_address.html
        account/email/account_already_exists_message.txt
        account/email/account_already_exists_subject.txt account/email/base_message.txt
        account/email/base_notification.txt account/email/email_changed_message.txt
        account/email/email_changed_subject.txt account/email/email_confirm_message.txt
        account/email/email_confirm_subject.txt account/email/email_confirmation_message.txt
        account/email/email_confirmation_signup_message.txt
        account/email/email_confirmation_signup_subject.txt
        account/email/email_confirmation_subject.txt account/email/email_deleted_message.txt
        account/email/email_deleted_subject.txt account/email/password_changed_message.txt
        account/email/password_changed_subject.txt account/email/password_reset_key_message.txt
        account/email/password_reset_key_subject.txt account/email/password_reset_message.txt
        account/email/password_reset_subject.txt account/email/password_set_message.txt
        account/email/password_set_subject.txt account/email/unknown_account_message.txt
        account/email/unknown_account_subject.txt account/email_change.html
        account/email_confirm.html account/login.html account/logout.html
        account/messages/cannot_delete_primary_email.txt
        account/messages/email_confirmation_failed.txt account/messages/email_confirmation_sent.txt
        account/messages/email_confirmed.txt account/messages/email_deleted.txt
        account/messages/logged_in.txt account/messages/logged_out.txt
        account/messages/password_changed.txt account/messages/password_set.txt
        account/messages/primary_email_set.txt account/messages/unverified_primary_email.txt
        account/password_change.html account/password_reset.html account/password_reset_done.html
        account/password_reset_from_key.html account/password_reset_from_key_done.html
        account/password_set.html account/reauthenticate.html account/signup.html
        account/signup_closed.html account/verification_sent.html
        account/verified_email_required.html allauth/layouts/base.html allauth/layouts/entrance.html
        allauth/layouts/manage.html mfa/authenticate.html mfa/base_entrance.html
        mfa/email/recovery_codes_generated_message.txt
        mfa/email/recovery_codes_generated_subject.txt mfa/email/totp_activated_message.txt
        mfa/email/totp_activated_subject.txt mfa/email/totp_deactivated_message.txt
        mfa/email/totp_deactivated_subject.txt mfa/email/webauthn_added_message.txt
        mfa/email/webauthn_added_subject.txt mfa/email/webauthn_removed_message.txt
        mfa/email/webauthn_removed_subject.txt mfa/index.html
        mfa/messages/recovery_codes_generated.txt mfa/messages/totp_activated.txt
        mfa/messages/totp_deactivated.txt mfa/messages/webauthn_added.txt
        mfa/messages/webauthn_removed.txt mfa/reauthenticate.html mfa/recovery_codes/generate.html
        mfa/recovery_codes/index.html mfa/totp/activate_form.html mfa/totp/deactivate_form.html
        mfa/webauthn/reauthenticate.html usersessions/messages/sessions_logged_out.txt
        usersessions/usersession_list.html
        """,
    "the house says that something is wrong, in its own words": """
        400.html 404.html 413.html 500.html 503.html moderation/reports/report_received.html
        403.html push/offline.html refused.html ui/csrf_failure.html ui/kept_texts.html
    """,
    "about networks and mail servers; addresses of mail that the house keeps": """
        delivery/netztest.html delivery/test_link.html mail/net_test.txt mail/report_confirm.txt
        moderation/mails/_panel_mails.html
        """,
    "a form that nobody has filled in yet, or only buttons and choices": """
        forum/confidential/withdraw_confidential.html forum/threads/_shortcuts.html
        forum/vocabulary/add_tag.html moderation/decisions/take_back.html moderation/desk/_keys.html
        moderation/persons/_showcase_person.html notices/_level.html notices/unsubscribe.html
        people/groups/group_form.html rooms/messages/_acts.html rooms/participation/_showcase_talk.html
    """,
    "marks, states, counts and names of reactions": """
        forum/reactions/_reacted.html forum/threads/_state.html moderation/cases/_signs.html
        moderation/transparency_report/transparency_report.html notices/_bell.html
        rooms/messages/_answers.html rooms/room/_badges.html search/_count.html
    """,
    "legal texts, which whoever runs the house writes": """
        people/legal/document.html
    """,
    "municipalities as the register has them": """
        moderation/statements/_from_to.html
        people/municipalities/_municipality_suggestions.html people/municipalities/municipalities.html
        people/municipalities/widgets/municipality.html search/_town.html
    """,
    "pieces of the design system that are given the house's words": """
        ui/badge.html ui/drawings/chair.svg ui/drawings/letter.svg ui/drawings/room.svg
        ui/drawings/search.svg ui/drawings/table.svg ui/empty.html ui/forms/check.html
        ui/forms/formset.html ui/forms/hint.html ui/forms/markdown_toolbar.html ui/forms/part.html
        ui/forms/optional.html ui/quote_offers.html ui/search_menu.html ui/sign.html
        ui/site_header.html ui/site_nav.html
        """,
    "what was searched for, percent-encoded in an address": """
        search/_nothing.html
        """,
    "two letters of a name": """
        ui/avatar.html
    """,
}


def names(text: str) -> set[str]:
    return set(text.split())


def missed(visit: str, shown: Collection[str]) -> dict[str, list[str]]:
    """What this visit ought to have shown, and what ought not to show any words and has."""
    silent = {name for text in WORDLESS.values() for name in names(text)}
    found = {
        "shows no hostile words": sorted(names(SHOWN[visit]) - set(shown)),
        "shows some after all": sorted(silent & set(shown)),
    }
    return {what: which for what, which in found.items() if which}
