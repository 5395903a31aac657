"""Rows for tests, each with only what the database insists on; a test writes what it is about."""

import uuid
from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from dossiers.answers import OWNER_IS, TYPED
from dossiers.models import Dossier
from portal.accounts.models import Identity, User
from portal.agencies.models import Agency, Level, Post, Role
from portal.files.models import StoredFile
from procedures.models import Case, Channel, Component, Edition, Field, Procedure, TimeLimit
from tests.law import law_rewritten


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user-{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")


class IdentityFactory(DjangoModelFactory):
    """A citizen the nation knows, with an account."""

    class Meta:
        model = Identity

    user = factory.SubFactory(UserFactory, full_name=factory.SelfAttribute("..full_name"))
    tech_id = factory.LazyFunction(uuid.uuid4)
    kind = Identity.Kind.CITIZEN
    full_name = "Trần Thị Hà"
    id_number = factory.Sequence(lambda n: f"024190{n:06d}")
    born_on = date(1990, 9, 2)
    gender = "0"
    address = "Thôn Núi, xã Tân Mỹ, thành phố Bắc Giang"
    phone = "0912345678"
    email = "ha@example.vn"
    read_at = factory.LazyFunction(timezone.now)


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    key = factory.Sequence(lambda n: f"xa-{n}")
    name = factory.Sequence(lambda n: f"Ủy ban nhân dân xã {n}")
    short_name = factory.Sequence(lambda n: f"Xã {n}")
    kind = Agency.Kind.COMMUNE
    level = Level.COMMUNE
    code_2016 = factory.Sequence(lambda n: f"{n % 1000:03d}.{n // 1000 + 1:02d}.22.H02")
    code_2020 = factory.Sequence(lambda n: f"H02.{n // 1000 + 22}.{n % 1000:03d}")


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    user = factory.SubFactory(UserFactory)
    agency = factory.SubFactory(AgencyFactory)
    role = Role.CLERK
    title = "Công chức"
    since = date(2020, 1, 1)


class FieldFactory(DjangoModelFactory):
    class Meta:
        model = Field
        django_get_or_create = ("code",)

    code = "G15-TP07"
    name = "Hộ tịch"


class ProcedureFactory(DjangoModelFactory):
    """Published, decided by communes, filed online, in one case."""

    class Meta:
        model = Procedure
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"1.{n:06d}")

    @factory.post_generation
    def current(self, create, extracted, **edition):
        self.current = EditionFactory(procedure=self, **edition)
        self.save(update_fields=["current"])


class EditionFactory(DjangoModelFactory):
    """Published, of a given procedure; ``ProcedureFactory`` makes both."""

    class Meta:
        model = Edition
        skip_postgeneration_save = True

    number = 1
    name = "Xác nhận tình trạng nhà ở"
    name_plain = "xac nhan tinh trang nha o"
    field = factory.SubFactory(FieldFactory)
    levels = [Level.COMMUNE]
    online_level = 4

    @factory.post_generation
    def one_case(self, create, extracted, **kwargs):
        Case.objects.create(edition=self, number=1)
        TimeLimit.objects.create(
            edition=self, channel=Channel.ONLINE, number=1, value=3, unit=TimeLimit.Unit.WORKING_DAYS
        )

    @factory.post_generation
    def published(self, create, extracted, **kwargs):
        """``published=False`` leaves a draft."""
        if extracted is not False:
            self.state, self.published_at = Edition.State.PUBLISHED, timezone.now()
            self.save(update_fields=["state", "published_at"])


class ComponentFactory(DjangoModelFactory):
    """A paper that must be handed in, also of an edition that is law already."""

    class Meta:
        model = Component

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with law_rewritten():
            return super()._create(model_class, *args, **kwargs)

    edition = factory.LazyFunction(lambda: ProcedureFactory().current)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Đơn đề nghị số {n}")
    originals = 1
    is_required = True


class StoredFileFactory(DjangoModelFactory):
    """The row of a file; where bytes matter a test stores them."""

    class Meta:
        model = StoredFile

    name = factory.Sequence(lambda n: f"giay-to-{n}.pdf")
    media_type = "application/pdf"
    size = 1
    sha256 = "0" * 64


def answers(**values):
    """Answers as they are kept, all typed."""
    at = "2020-11-30T08:00:00+00:00"
    return {name: {"value": value, "source": TYPED, "at": at} for name, value in values.items()}


WHOLE = {
    OWNER_IS: "self",
    "owner_name": "Trần Thị Hà",
    "owner_id_number": "024190000001",
    "owner_address": "Thôn Núi",
    "summary": "Xin xác nhận nhà ở",
    "phone": "0912345678",
    "return_by": "counter",
}
"""All the general form must have of a citizen for themselves."""


class DraftFactory(DjangoModelFactory):
    """Complete but for its papers."""

    class Meta:
        model = Dossier

    edition = factory.LazyFunction(lambda: ProcedureFactory().current)
    case = factory.LazyAttribute(lambda draft: draft.edition.cases.get())
    agency = factory.SubFactory(AgencyFactory)
    received_by = factory.SubFactory(
        AgencyFactory, kind=Agency.Kind.ONE_STOP, parent=factory.SelfAttribute("..agency"), name="Bộ phận một cửa"
    )
    submitter = factory.SubFactory(UserFactory)
    owner_identity = factory.LazyAttribute(lambda draft: getattr(draft.submitter, "identity", None))
    owner = factory.LazyFunction(lambda: {"kind": "citizen", "name": "Trần Thị Hà", "phone": "0912345678", "email": ""})
    answers = factory.LazyFunction(lambda: answers(**WHOLE))
