"""Every template: which visit shows hostile words in it, or why it shows no words of people at all.

A new template stands nowhere yet, which `tests/contracts/test_hostile_places.py` notices. Where a visit is named, the
words of the corpus must have been seen in what the template made; where a reason is, they must not.
"""

from __future__ import annotations

from collections.abc import Collection

SHOWN = {
    "house": """
        account/base_manage.html base.html forum/_addressees.html forum/_attachments.html
        forum/_bookmark.html forum/_care.html forum/_changes.html forum/_chosen_tag.html
        forum/_composer.html forum/_events.html forum/_feed_link.html forum/_hold_rows.html
        forum/_kept_text.html forum/_lane_erasures.html forum/_lane_fields.html
        forum/_lane_holds.html forum/_lane_posts.html forum/_lane_questions.html
        forum/_lane_tags.html forum/_dates.html forum/_poll.html forum/_post.html forum/_reaction_list.html
        forum/_reactions.html forum/_scheduled.html forum/_showcase_posts.html
        forum/_showcase_threads.html forum/_summary.html forum/_tag_suggestions.html
        forum/_tags.html forum/_thread_list.html forum/_thread_row.html forum/_trace.html
        forum/_two_results.html forum/_unfolded.html forum/add_consent.html forum/add_poll.html
        forum/_ask_rows.html forum/_lane_asks.html forum/_own_ask.html forum/ask.html
        forum/ask_confidentially.html forum/asks.html forum/change_ask.html forum/reveal_asker.html
        forum/ask_for_answer.html forum/bookmarks.html forum/branch.html forum/care.html
        forum/add_dates.html forum/fix_date.html
        forum/close_poll.html forum/close_thread.html forum/context.html forum/continue_thread.html
        forum/crosspost_thread.html forum/drafts.html forum/edit_post.html forum/erasure.html
        forum/export_thread.html forum/feeds.html forum/field.html forum/fields.html
        forum/history.html forum/hold.html forum/holds.html forum/keep_post.html
        forum/merge_thread.html forum/new_thread.html forum/outlines.html forum/poll.html
        forum/reactions.html forum/remove_post.html forum/retag_thread.html forum/schedule.html
        forum/scheduled.html forum/screening.html forum/shell.html forum/split_thread.html
        forum/state_outcome.html forum/summary_history.html forum/tag.html forum/tags.html
        forum/tend_field.html forum/tend_tag.html forum/thread.html forum/threads.html
        forum/vocabulary.html forum/widgets/tags.html forum/write_outline.html
        forum/write_summary.html mfa/base_manage.html mfa/webauthn/add_form.html
        mfa/webauthn/authenticator_confirm_delete.html mfa/webauthn/authenticator_list.html
        mfa/webauthn/edit_form.html moderation/_answers.html moderation/_appeals.html
        moderation/_cases.html moderation/_decision.html moderation/_errand.html
        moderation/_lately.html moderation/_letters.html moderation/_person.html
        moderation/_ready_texts.html moderation/_registrations.html moderation/_reports.html
        moderation/_said.html moderation/_sanction.html moderation/_snapshot.html
        moderation/_week.html moderation/appeal.html moderation/base.html moderation/case.html
        moderation/cases.html moderation/conversation.html moderation/deed.html
        moderation/deeds.html moderation/desk.html moderation/errands.html moderation/figures.html
        moderation/file_appeal.html moderation/invite_members.html
        people/invitation.html moderation/mails.html moderation/open_case.html
        moderation/own_reports.html moderation/person.html moderation/record.html
        moderation/registration.html moderation/registrations.html moderation/report.html
        moderation/report_confirm.html moderation/role_grant.html moderation/role_revoke.html
        moderation/roles.html moderation/text_form.html moderation/texts.html
        moderation/write_to_person.html notices/choose.html notices/inbox.html
        people/_member_suggestions.html people/_municipality_search.html people/_waiting.html
        people/account_overview.html people/directory.html people/group.html
        people/group_manage.html people/groups.html people/member.html people/municipality.html
        people/municipality_search.html people/profile_form.html push/_devices.html rooms/_answered.html
        rooms/_cards.html rooms/_composer.html rooms/_files.html rooms/_lines.html rooms/_message.html
        rooms/_pin.html rooms/_room_row.html rooms/_side.html rooms/answers.html rooms/archive_room.html
        rooms/carry.html rooms/discuss.html rooms/door.html rooms/edit_message.html
        rooms/edit_room.html rooms/history.html rooms/new_room.html rooms/participants.html
        rooms/remove_message.html rooms/room.html rooms/rooms.html rooms/search.html
        rooms/transcript.html search/_hit.html search/_pieces.html
        search/_similar.html search/_suggestions.html search/fruitless.html search/search.html
        start/member.html start/visitor.html ui/_attrs.html ui/account_menu.html ui/alert.html
        ui/breadcrumbs.html ui/button.html ui/card.html ui/choice.html ui/cited_in.html
        ui/field_mark.html ui/forms/choices.html ui/forms/errors.html ui/forms/field.html
        ui/forms/form.html ui/forms/markdown.html ui/forms/summary.html ui/line_input.html
        ui/messages.html ui/pagination.html ui/person.html ui/quote_card.html ui/side.html
        ui/site_footer.html ui/tabs.html uploads/_files.html
        """,
    "forum": """
        forum/_preview.html
        """,
    "mails": """
        mail/_sanction.txt mail/admitted.txt mail/ask_moved.txt mail/answer_declined.txt mail/appeal_answered.txt
        mail/appeal_received.txt mail/base.txt mail/case_message.txt mail/decision_lifted.txt
        mail/declined.txt mail/held.txt mail/invited.txt mail/monday.txt mail/notices.txt mail/office_at_once.txt
        mail/office_morning.txt mail/released.txt mail/report_received.txt
        mail/report_reversed.txt mail/report_settled.txt mail/role_granted.txt mail/role_revoked.txt
        mail/statement.txt
        """,
    "files": """
        forum/export.html
        """,
}
WORDLESS = {
    "entrance, account and second factor; the names of keys stand above": """
        account/account_inactive.html account/base_entrance.html account/base_reauthenticate.html
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
        400.html 403.html 404.html 413.html 500.html 503.html push/offline.html moderation/report_received.html
        ui/csrf_failure.html
        """,
    "about networks and mail servers; addresses of mail that the house keeps": """
        delivery/netztest.html delivery/test_link.html mail/net_test.txt mail/report_confirm.txt
        moderation/_lane_mails.html
        """,
    "a form that nobody has filled in yet, or only buttons and choices": """
        forum/_shortcuts.html forum/add_tag.html forum/withdraw_ask.html moderation/_keys.html
        moderation/_showcase_person.html moderation/take_back.html notices/_level.html
        notices/unsubscribe.html people/group_form.html rooms/_acts.html rooms/_showcase_talk.html
        """,
    "marks, states, counts and names of reactions": """
        forum/_reacted.html forum/_state.html moderation/_signs.html moderation/report_year.html
        notices/_bell.html rooms/_answers.html rooms/_badges.html search/_count.html
        """,
    "legal texts, which whoever runs the house writes": """
        legal/document.html
        """,
    "municipalities as the register has them": """
        people/_municipality_suggestions.html people/municipalities.html
        people/widgets/municipality.html search/_town.html
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
