"""What is open about where a member belongs, for pages."""

from __future__ import annotations

from community.people.models import Member, MunicipalityStatement


def last_statement_of(member: Member) -> MunicipalityStatement | None:
    """The latest statement while it waits or after it was refused, for the member's own page; else `None`."""
    statement = MunicipalityStatement.objects.with_card().filter(member=member).order_by("-pk").first()
    told = (MunicipalityStatement.State.OPEN, MunicipalityStatement.State.REFUSED)
    return statement if statement and statement.state in told else None


def open_statement_of(member: Member) -> MunicipalityStatement | None:
    """The statement that waits to be confirmed, or `None`."""
    return MunicipalityStatement.objects.open().with_card().filter(member=member).first()
