"""An official's browser, second step included."""

import time

from django.test import Client

from portal.accounts.models import User


def enter(user: User) -> Client:
    window = Client()
    window.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = window.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return window
