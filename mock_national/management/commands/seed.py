"""``seed``: the sample people, the province as a client of the sign-on, and a signing key. Safe to repeat."""

import json
from typing import Any

from allauth.idp.oidc.models import Client
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.management.base import BaseCommand

from mock_national import asked_pages
from mock_national.models import Person, SigningKey


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        make_key()
        make_client()
        path = settings.DEMO_DIR / "people.json"
        people = json.loads(path.read_text(encoding="utf-8")) if settings.DEMO and path.exists() else []
        for person in people:
            make_person(person)
        if settings.DEMO:
            asked_pages.seed()
        self.stdout.write(f"{len(people)} people")


def make_key() -> None:
    if SigningKey.objects.exists():
        return
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    SigningKey.objects.create(pem=pem)


def make_client() -> None:
    client, _ = Client.objects.get_or_create(
        id=settings.OIDC_CLIENT_ID, defaults={"name": "Cổng Dịch vụ công tỉnh Bắc Giang"}
    )
    client.type = Client.Type.CONFIDENTIAL
    client.set_secret(settings.OIDC_CLIENT_SECRET)
    client.set_scopes(["openid"])
    client.set_default_scopes(["openid"])
    client.set_redirect_uris([f"{settings.PORTAL_URL}/sso/dvcqg/login/callback/"])
    client.set_post_logout_redirect_uris([f"{settings.PORTAL_URL}/"])
    client.save()


def make_person(sample: dict[str, Any]) -> None:
    person, _ = Person.objects.update_or_create(
        username=sample["username"],
        defaults={
            "tech_id": sample["tech_id"],
            "kind": Person.Kind.BUSINESS if sample["kind"] == "business" else Person.Kind.CITIZEN,
            "full_name": sample["full_name"],
            "id_number": sample.get("id_number", ""),
            "old_id_number": sample.get("old_id_number", ""),
            "tax_code": sample.get("tax_code", ""),
            "business_name": sample.get("business_name", ""),
            "gender": sample.get("gender"),
            "born_on": sample.get("birth_on") or None,
            "address": sample.get("address", ""),
            "phone": sample.get("phone", ""),
            "email": sample.get("email", ""),
            "assurance": str(sample.get("loa", "1")),
        },
    )
    if not person.check_password(sample["password"]):
        person.set_password(sample["password"])
        person.save(update_fields=["password"])
