"""Settings of the stand-in, read from the environment in this one place."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent
TOOLING = os.environ.get("PORTAL_TOOLING") == "1"


def secret(name: str) -> str:
    value = os.environ.get(name) or ("only-for-checks-and-tests-never-served-to-anyone-1111111111" if TOOLING else "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set")
    return value


SECRET_KEY = secret("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("NATIONAL_ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")
PORTAL_URL = os.environ.get("PORTAL_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
OWN_URL = os.environ.get("NATIONAL_URL", f"http://127.0.0.1:{os.environ.get('NATIONAL_PORT', '8100')}")
DOOR_KEY = os.environ.get("NATIONAL_DOOR_KEY", "")
"""What the province's portal wants to see before it takes in a dossier (assumed)."""

FILES_FROM = os.environ.get("NATIONAL_FILES_FROM", PORTAL_URL)
"""The only host whose files are asked for."""

DEMO = os.environ.get("DEMO") == "1" or os.environ.get("NATIONAL_CONTROL") == "1"
"""Fault switches, the ledger and one-click sign-in exist only then."""

OIDC_CLIENT_ID = os.environ.get("OIDC_CLIENT_ID", "bacgiang")
OIDC_CLIENT_SECRET = secret("OIDC_CLIENT_SECRET")
MAPI_USERNAME = os.environ.get("NATIONAL_USERNAME", "bacgiang")
MAPI_PASSWORD = secret("NATIONAL_PASSWORD")
MAPI_SESSION_SECONDS = float(os.environ.get("NATIONAL_SESSION_SECONDS", "900"))
PAYPLAT_PARTNER = os.environ.get("PAYPLAT_PARTNER", "BACGIANG_DEMO")
PAYPLAT_SECRET = secret("PAYPLAT_SECRET")
PAYPLAT_CONFIRM_URL = PORTAL_URL + "/ppdvcqg/dpnhankqthanhtoanhs"
PAYPLAT_RETURN_URL = PORTAL_URL + "/thanh-toan/ve/"
VNPAY_TERMINAL = os.environ.get("VNPAY_TERMINAL", "DEMOTMN1")
VNPAY_SECRET = secret("VNPAY_SECRET")
VNPAY_IPN_URL = PORTAL_URL + "/thanh-toan/vnpay/ipn"
CATALOGUE_FILE = os.environ.get("NATIONAL_CATALOGUE", "")
DEMO_DIR = BASE_DIR.parent / "demo"

INSTALLED_APPS = [
    "mock_national",
    "allauth",
    "allauth.account",
    "allauth.idp.oidc",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "mock_national.urls"
WSGI_APPLICATION = "mock_national.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mock_national.pages.site",
            ],
            "builtins": ["django.templatetags.static"],
        },
    }
]
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("NATIONAL_DATABASE_URL") or "postgresql:///national", conn_max_age=60, conn_health_checks=True
    )
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "mock_national.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "mock_national.oidc.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = 0
IDP_OIDC_ADAPTER = "mock_national.oidc.Adapter"
IDP_OIDC_INTROSPECTION_ENABLED = True
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 8 * 3600
IDP_OIDC_RATE_LIMITS = {"introspect_ip": None, "introspect_client": None}
IDP_OIDC_RP_INITIATED_LOGOUT_ASKS_FOR_OP_LOGOUT = False

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, PORTAL_URL],
    }
}
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "national_session", "national_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = TOOLING
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TOOLING else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TOOLING
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
