"""People hear that somebody states, or has proved, to belong to their municipality or to belong there no longer."""

from community.moderation.desk.ringing import ring_office
from community.moderation.kinds.member import MOVED, REFUSED, STATED
from community.notices.actions import tell
from community.people.belonging.registry import register
from community.people.models import Member, MunicipalityStatement

State = MunicipalityStatement.State


@register
def tell_of_statement(statement: MunicipalityStatement) -> None:
    """Called inside the transaction of the change."""
    member = statement.member
    if statement.state == State.REFUSED:
        tell(REFUSED, member.pk, thing=statement.pk, actor=None, members={member.pk})
        return
    towns = [town for town in (statement.former_id, statement.municipality_id) if town]
    people = set(Member.objects.admitted().filter(municipality__in=towns).values_list("pk", flat=True))
    kind = STATED if statement.state == State.OPEN else MOVED
    tell(kind, member.pk, thing=statement.pk, actor=member, members=people - {member.pk})
    if statement.decided_by_id:
        tell(MOVED, member.pk, thing=statement.pk, actor=None, members={member.pk})
    ring_office()
