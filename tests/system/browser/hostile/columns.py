"""Every column that can hold words: `WORDS` are people's, `OTHERS` are not, each with its reason.

Lines are `app.Model column column …`. JSON is gone through: what contains a space is a sentence of somebody.
"""

from __future__ import annotations

WORDS = """
people.Admission          reason
people.Confirmation       reason
people.MunicipalityStatement               reason
people.NameChange         former name
people.WorkingGroup       name purpose description
people.RoleGrant          reason
people.Member             name function about
audit.AuditEvent          thing_name before after reason
mail.OutgoingMail         subject error
mail.Bounce               reason
notices.IncomingMail      reason
push.Device               name
usersessions.UserSession  user_agent
search.FruitlessSearch    words
uploads.Upload            name alt_text
uploads.UploadText        text
moderation.Case           title
moderation.CaseNote       text
moderation.Decision       law reasons note taken_back_because
moderation.Restriction    done
moderation.Sanction       place
moderation.Letter         subject body
moderation.Appeal         text reasons
moderation.Report         text law name
moderation.Evidence       snapshot
moderation.CaseMessage    text
moderation.Task         title
moderation.ModerationAction           title reason
moderation.Undoing        reason
moderation.PersonNote     text
moderation.ReadyText      title law text
forum.Post                source
forum.PostRevision        source reason
forum.Removal             reason
forum.Bookmark            note
forum.ThreadEvent         former reason
forum.PostLock            reason
forum.StaffNote           text
forum.Erasure             reason
forum.Draft               title text
forum.FeedKey             name
forum.ActionField         name summary description
forum.PendingPost                title source found reason
forum.WatchedWord         word purpose
forum.ConfidentialQuestion                 title text proposed_title proposed_text remark
forum.Outline             text
forum.Poll                question place
forum.FixedDate           reason
forum.PollClosure         reason
forum.PollOutcome         text
forum.PollOption          text
forum.Ballot              reason
forum.Thread              title
forum.Closure             reason
forum.ScheduledPost       title text failure
forum.Summary             source
forum.SummaryVersion      source reason
forum.Tag                 name
rooms.Exclusion           reason
rooms.Room                name purpose
rooms.Archival            reason
rooms.Message             source
rooms.MessageRevision     source
rooms.MessageRemoval      reason
"""

OTHERS = {
    "made from the words, see poison.MADE": """
        forum.Post.html forum.Post.excerpt forum.Summary.html rooms.Message.html rooms.Message.excerpt
        rooms.Message.folded people.Member.folded forum.Tag.folded forum.Tag.slug forum.Thread.slug
        search.Document.title search.Document.body search.Document.context search.Word.folded
        search.Word.term forum.WatchedWord.folded people.WorkingGroup.slug
        """,
    "a key, a kind or a path that the house gives": """
        mail.OutgoingMail.key mail.OutgoingMail.message_id mail.OutgoingMail.claimed_by
        mail.OutgoingMail.state uploads.UploadText.trouble
        people.Admission.outcome people.Expertise.subject people.Expertise.direction
        people.MunicipalityStatement.state people.MunicipalityStatement.how
        people.RoleGrant.role people.RoleGrant.scope people.Member.handle people.Member.language
        people.Member.silenced people.Member.password audit.AuditEvent.verb audit.AuditEvent.thing_kind
        audit.AuditEvent.thing_key audit.Seal.sha256 notices.Notice.kind notices.Notice.subject
        notices.Watch.place notices.Watch.level notices.MondayPin.place notices.MondayPin.subject
        notices.IncomingMail.message_id notices.IncomingMail.subject notices.IncomingMail.outcome
        search.Document.kind search.Document.family search.Document.scope search.Help.kind
        quotes.Citation.citing_kind quotes.Citation.cited_kind uploads.Upload.kind
        uploads.Upload.media_type uploads.Upload.sha256 uploads.Upload.reuse moderation.Case.kind
        moderation.Case.thing_key moderation.Case.scope moderation.Case.state moderation.Decision.result
        moderation.Decision.trigger moderation.Decision.basis moderation.Decision.category
        moderation.Restriction.kind moderation.Restriction.thing_key moderation.Restriction.measure
        moderation.Restriction.visibility moderation.Restriction.before moderation.Sanction.kind
        moderation.Sanction.scope moderation.Letter.purpose moderation.Letter.language
        moderation.Appeal.outcome moderation.Report.kind moderation.Report.thing_key moderation.Report.door
        moderation.Report.reason moderation.Report.language moderation.Evidence.sha256
        moderation.ModerationAction.verb moderation.ModerationAction.scope
        moderation.ModerationAction.address moderation.ModerationAction.undo_data
        moderation.ModerationActionPart.name moderation.PersonNote.purpose moderation.ReadyText.purpose
        moderation.ReadyText.ground forum.Post.path forum.ThreadEvent.verb forum.Draft.place
        forum.Draft.device forum.FeedKey.digest forum.ActionField.slug forum.PendingPost.kind forum.PendingPost.cause
        forum.PendingPost.state forum.Poll.kind forum.Vote.answer forum.Reaction.kind forum.Thread.kind
        forum.ScheduledPost.kind
        rooms.Participation.level rooms.Room.kind rooms.Room.slug rooms.Room.history rooms.Reaction.kind
        jobs.JobRun.name forum.ConfidentialQuestion.state forum.ConfidentialQuestion.discloses
        installation.Installation.seed push.Device.session_key push.Device.our_key push.OutgoingPush.key
        push.OutgoingPush.source push.OutgoingPush.about push.OutgoingPush.state
        push.OutgoingPush.claimed_by
        """,
    "an address, checked where it is typed": """
        people.Member.email people.AddressChange.old_email people.AddressChange.new_email
        mail.OutgoingMail.to mail.OutgoingMail.sender mail.Bounce.domain
        moderation.Report.email moderation.Report.address moderation.Case.address rooms.Room.meeting_url
        push.Device.endpoint push.Device.p256dh push.Device.auth
        """,
    "shown to nobody, or only in a mail that doings.py has sent": """
        jobs.JobRun.error push.OutgoingPush.error mail.OutgoingMail.text mail.OutgoingMail.html
        mail.OutgoingMail.headers
        """,
    "a list of words; poison.py fills it in its own shape": """
        forum.PendingPost.poll forum.PendingPost.tags
        """,
    "official data, loaded from the register by command": """
        people.Municipality.ars people.Municipality.ags people.Municipality.name
        people.Municipality.short_name people.Municipality.kind people.Municipality.district
        people.Municipality.state people.Municipality.postcode people.Municipality.folded_name
        people.Municipality.folded
        """,
    "a legal page, which whoever runs the house writes": """
        people.Document.slug people.Document.source people.Document.html people.Document.change_note
        """,
}


def words() -> dict[str, list[str]]:
    """By model, the columns of people's words."""
    return {label: columns for label, *columns in (line.split() for line in WORDS.strip().splitlines())}


def placed() -> list[str]:
    """Every column that somebody has thought about, as `app.Model.column`."""
    named = [f"{label}.{column}" for label, columns in words().items() for column in columns]
    return named + [name for names in OTHERS.values() for name in names.split()]
