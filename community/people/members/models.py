"""The user model: one person, known by name, function and municipality; signs in by mail address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.people.accounts.security import is_secured
from community.people.municipalities.models import WORDS_SEARCHED
from community.people.roles.models import OFFICE_ROLES, Role, RoleGrant
from community.text import fold, slugify_de

if TYPE_CHECKING:
    from community.people.admission.models import Admission


class MemberQuerySet(models.QuerySet["Member"]):
    def admitted(self) -> MemberQuerySet:
        """Members the office has let in, who have not left and whose part does not rest."""
        return self.filter(_taking_part())

    def waiting(self) -> MemberQuerySet:
        """Registered, mail address confirmed or not, not yet decided; longest wait first; not who was invited."""
        return self.filter(is_active=True, admission__isnull=True, invitation__isnull=True).order_by(
            "registered_at"
        )

    def visible_to(self, viewer: Member | None) -> MemberQuerySet:
        """Whose profile page `viewer` may open: admitted members see each other, all see themselves."""
        if viewer is None or not viewer.is_authenticated:
            return self.none()
        if viewer.acts_for_office:
            return self.filter(is_active=True, is_pseudonym=False)
        if viewer.is_admitted:
            return self.filter(_taking_part() | models.Q(pk=viewer.pk))
        return self.filter(pk=viewer.pk)

    def matching(self, words: str) -> MemberQuerySet:
        """Members whose folded name, function or place contains every one of the first words."""
        found = self
        for word in fold(words).split()[:WORDS_SEARCHED]:
            found = found.filter(
                models.Q(folded__contains=word) | models.Q(municipality__folded__contains=word)
            )
        return found

    def for_verdicts(self, keys: Collection[int]) -> Mapping[int, Member]:
        """Members by key, with what every policy asks about them: admission and roles, in two queries."""
        members = {member.pk: member for member in self.select_related("admission").filter(pk__in=keys)}
        roles: dict[int, set[tuple[str, str]]] = {pk: set() for pk in members}
        granted = RoleGrant.objects.filter(member__in=members, revoked_at__isnull=True)
        for pk, role, scope in granted.values_list("member", "role", "scope"):
            roles[pk].add((role, scope))
        for pk, member in members.items():
            member.__dict__["roles"] = frozenset(roles[pk])
        return members

    def as_now(self, member: Member) -> Member:
        """The same person at the same device, as the database knows them now. Raises `Member.DoesNotExist`."""
        fresh = self.select_related("admission").get(pk=member.pk)
        fresh.session_factors = member.session_factors
        return fresh

    def with_card(self) -> MemberQuerySet:
        """Loads what an author line needs in the same query."""
        return self.select_related("municipality")


class MemberManager(BaseUserManager["Member"]):
    def create_user(self, email: str, *, name: str, password: str | None = None, **fields: object) -> Member:
        """Create a member with a unique handle; the password may be unusable (`None`)."""
        member = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        member.handle = self.free_handle(name)
        member.folded = member.folding()
        member.set_password(password)
        member.save(using=self._db)
        return member

    def free_handle(self, name: str) -> str:
        """The first of ``anna-weber``, ``anna-weber-2``, … that nobody has."""
        stem = slugify_de(name)
        taken = set(self.filter(handle__startswith=stem).values_list("handle", flat=True))
        number = 1
        while (handle := stem if number == 1 else f"{stem}-{number}") in taken:
            number += 1
        return handle

    def get_by_natural_key(self, username: str | None) -> Member:
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """A person of the network. Roles are grants, admission is a decision: rows with who, when and why."""

    email = models.EmailField(_("E-Mail-Adresse"), max_length=254)
    name = models.CharField(_("Name"), max_length=200)
    handle = models.CharField(_("Kürzel"), max_length=80, unique=True)
    function = models.CharField(_("Funktion"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        "people.Municipality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("Kommune"),
    )
    about = models.TextField(_("Über mich"), blank=True)
    folded = models.CharField(max_length=500, blank=True, editable=False)
    is_active = models.BooleanField(default=True)
    registered_at = models.DateTimeField(default=timezone.now)
    # No person but a name under which the house speaks for somebody; see `community.people.pseudonyms`.
    is_pseudonym = models.BooleanField(default=False, editable=False)
    shows_presence = models.BooleanField(_("Anderen zeigen, wenn ich online bin"), default=False)
    reads_nested = models.BooleanField(_("Themen verzweigt anzeigen"), default=False)
    language = models.CharField(_("Sprache"), max_length=5, default="de")
    # Kept equal to the rows that say who and why (the office's sanctions); see `community.people.sanctions`.
    suspended_until = models.DateTimeField(null=True, blank=True, editable=False)
    silenced = models.JSONField(default=dict, blank=True, editable=False)

    # The second factors that the session behind this person has passed; `None` where no session is behind them.
    session_factors: frozenset[int] | None = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = MemberManager.from_queryset(MemberQuerySet)()

    class Meta:
        verbose_name = _("Mitglied")
        verbose_name_plural = _("Mitglieder")
        ordering = ["folded", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="member_email_is_unique"),
            models.CheckConstraint(
                condition=models.Q(is_pseudonym=False) | models.Q(municipality__isnull=True),
                name="a_pseudonym_belongs_to_no_municipality",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/mitglieder/{self.pk}/"

    def folding(self) -> str:
        """What `matching` looks into; whoever changes name or function stores it anew."""
        return fold(f"{self.name} {self.function}")[:500]

    @property
    def place(self) -> str:
        """The municipality as people call it, or an empty string; of a pseudonym what may be told of it."""
        if self.is_pseudonym:
            return self.function
        return self.municipality.called if self.municipality else ""

    @property
    def initials(self) -> str:
        """Up to two letters for the round sign beside the name."""
        words = [word for word in self.name.replace("-", " ").split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @cached_property
    def decision(self) -> Admission | None:
        """The office's decision about the registration, or `None` while it is open."""
        return getattr(self, "admission", None)

    @property
    def is_admitted(self) -> bool:
        return (
            self.is_active
            and self.decision is not None
            and self.decision.outcome == "admitted"
            and not self.is_suspended
        )

    @property
    def is_invited(self) -> bool:
        """The office has invited them, and they have not accepted yet."""
        invitation = getattr(self, "invitation", None)
        return invitation is not None and invitation.accepted_at is None

    @property
    def is_suspended(self) -> bool:
        """Whether the office lets the person's part rest now, for a time or for good."""
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    @cached_property
    def roles(self) -> frozenset[tuple[str, str]]:
        """Pairs (role, scope) that are in force; an empty scope means everywhere."""
        return frozenset((grant.role, grant.scope) for grant in self.grants.all() if grant.revoked_at is None)

    def has_role(self, role: str, scope: str = "") -> bool:
        """True when the role was granted everywhere or, where a scope is given, for exactly that scope."""
        return self.is_active and ((role, "") in self.roles or (bool(scope) and (role, scope) in self.roles))

    @property
    def is_office(self) -> bool:
        """Works in the office: moderates everywhere or leads it."""
        return any(self.has_role(role) for role in OFFICE_ROLES)

    @property
    def acts_for_office(self) -> bool:
        """Has the office's power now: admitted, not suspended, in an office role, with the second factor it takes.

        What may be done in the office's name asks this; `is_office` only says what stands beside the name.
        """
        return self.is_office and self.is_admitted and is_secured(self)

    @property
    def is_expert(self) -> bool:
        return self.has_role(Role.EXPERT)

    @property
    def is_head(self) -> bool:
        return self.has_role(Role.HEAD)

    @property
    def is_technician(self) -> bool:
        """Keeps the machine running; has no access to members' content by this role."""
        return self.has_role(Role.TECHNICIAN)


def _taking_part() -> models.Q:
    """People the office has let in and whose part does not rest."""
    return models.Q(is_active=True, is_pseudonym=False, admission__outcome="admitted") & _not_suspended()


def _not_suspended() -> models.Q:
    """The same as `not is_suspended`, for the database."""
    return models.Q(suspended_until__isnull=True) | models.Q(suspended_until__lte=timezone.now())


def display_name(member: Member) -> str:
    return member.name
