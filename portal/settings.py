"""Settings of the portal, read from the environment in this one place.

A missing production secret stops the start; ``DEMO=1`` (set by ``script/run``) fills them in and is refused anywhere
but on the loopback address.
"""

import os
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str | None = None) -> str:
    """The value of ``name``; without a default its absence stops the start (except in the demonstration)."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set: see README.md, section on the environment")
    return value


def one_of(name: str, default: str, *allowed: str) -> str:
    """The value of ``name``; anything but ``allowed`` stops the start."""
    value = env(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}: it must be one of {', '.join(allowed)}")
    return value


# --- Where and how ----------------------------------------------------------------------------
DEMO = os.environ.get("DEMO") == "1"
PROVINCE = int(env("PROVINCE", "2000" if DEMO else "0"))  # invented dossiers that the seed orders; DEMO only
TOOLING = os.environ.get("PORTAL_TOOLING") == "1"  # checks, tests and commands that need no secret and no database
VAR_DIR = Path(env("VAR_DIR", str(BASE_DIR / "var"))).resolve()
PORT = env("PORT", "8000")
PORTAL_URL = env("PORTAL_URL", f"http://127.0.0.1:{PORT}")
NATIONAL_URL = env("NATIONAL_URL", f"http://127.0.0.1:{env('NATIONAL_PORT', '8100')}")
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
BIND = env("BIND", "127.0.0.1")
if DEMO and (
    BIND not in {"127.0.0.1", "::1", "localhost"} or not PORTAL_URL.startswith(("http://127.0.0.1", "http://localhost"))
):
    raise ImproperlyConfigured(
        "DEMO=1 opens every role to everybody: it is refused unless bound to the loopback address"
    )


def secret(name: str) -> str:
    """A secret from the environment. Tools that open no network door (checks, tests) get a fixed one."""
    return env(name, "only-for-checks-and-tests-never-served-to-anyone-0000000000" if TOOLING else None)


SECRET_KEY = secret("SECRET_KEY")
DEBUG = False
SECURE = PORTAL_URL.startswith("https://") or TOOLING

HOTLINE = env("HOTLINE", "0204 000 0000")  # as it is read aloud; on every page and paper

# --- Rooms ------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "portal",
    "portal.accounts",
    "portal.calendar",
    "portal.agencies",
    "portal.files",
    "portal.national",
    "portal.notices",
    "procedures",
    "dossiers",
    "payments",
    "feedback",
    "reports",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.LanguageFromCookie",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.middleware.PrivateByDefault",
    "portal.audit.acting.ActingPerson",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
            "builtins": [
                "portal.templatetags.components",
                "portal.templatetags.words",
                "portal.templatetags.personal",
                "portal.templatetags.notices",
                "portal.templatetags.tokens",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    },
]
FORM_RENDERER = "portal.forms.PortalFormRenderer"

# --- Database ---------------------------------------------------------------------------------
# Migrations and commands run as the owner; web and workers (wsgi.py, celery.py) become DATABASE_ROLE as they
# connect: portal/grants.py.
DATABASE_ROLE = os.environ.get("DATABASE_ROLE", "")
APPLICATION_ROLE = "portal_app"
DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", "postgresql:///portal"), conn_max_age=60, conn_health_checks=True
    )
}
_session = "-c idle_in_transaction_session_timeout=30s -c timezone=UTC"
DATABASES["default"].setdefault("OPTIONS", {})["options"] = _session + (
    f" -c role={DATABASE_ROLE}" if DATABASE_ROLE else ""
)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}}

# --- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "portal.agencies.backends.PostBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "portal.accounts.adapters.LocalAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.OfficialLoginForm",
    "reauthenticate": "portal.accounts.forms.PasswordAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Bắc Giang"
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.SecondFactorForm",
    "activate_totp": "portal.accounts.forms.ActivateSecondFactorForm",
    "reauthenticate": "portal.accounts.forms.SecondFactorAgainForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("TRUSTED_PROXY_COUNT", "0"))
SOCIALACCOUNT_ADAPTER = "portal.accounts.adapters.NationalAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "sso"
NATIONAL_SSO = "dvcqg"
NATIONAL_SESSION_CHECK_SECONDS = int(env("NATIONAL_SESSION_CHECK", "300"))  # how long the nation's word holds
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "portal.accounts.oidc.StrictProvider",
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid"],
        "APPS": [
            {
                "provider_id": NATIONAL_SSO,
                "name": "Cổng Dịch vụ công quốc gia",
                "client_id": env("OIDC_CLIENT_ID", "bacgiang"),
                "secret": secret("OIDC_CLIENT_SECRET"),
                "settings": {
                    "server_url": env("OIDC_ISSUER", NATIONAL_URL),
                    "token_auth_method": "client_secret_post",
                    "fetch_userinfo": True,
                    "uid_field": "sub",
                    "auth_params": {"acr_values": "LoA1"},
                },
            }
        ],
    }
}
OWN_DATA = {  # what rooms above dossiers add to each dossier in somebody's copy of their data
    "money": "payments.own_data.of_dossier",
    "remarks": "feedback.own_data.remarks.of_dossier",
}
OWN_DATA_SECTIONS = (  # and what they keep of the person beside dossiers
    "feedback.own_data.petitions.SECTION",
    "feedback.own_data.enquiries.SECTION",
    "feedback.own_data.entries.SECTION",
)


# --- The nation -------------------------------------------------------------------------------
@dataclass(frozen=True)
class National:
    """Where the national portal is reached, as whom, and at which pace (seconds; dossiers a batch; calls a second of
    one service; failures in a row after which a service is left alone, for how many seconds at most); for how many
    days the log of exchanges is kept; where files are fetched from us, for how many days an address is good, and for
    how many after its end a dossier's addresses are renewed."""

    adapter: str
    username: str
    password: str
    unit: str
    destination: str
    timeout: float
    lease_seconds: int
    batch: int
    calls_a_second: float
    patience: int
    longest_rest: float
    log_days: int
    files: str
    file_days: int
    renewed_days: int
    ledger: str = "digests"  # how both ledgers are compared: digests, or lookups where the nation has no such service
    lookups_per_second: float = 20


NATIONAL = National(
    adapter=NATIONAL_URL + "/XrdAdapter/RestService/forward/",
    username=env("NATIONAL_USERNAME", "bacgiang"),
    password=secret("NATIONAL_PASSWORD"),
    unit=env("NATIONAL_UNIT", "000.00.00.H02"),
    destination="VN:GOV:000.00.00.G22:vpcpdvcprovider",
    timeout=float(env("NATIONAL_TIMEOUT", "10")),
    lease_seconds=int(env("NATIONAL_LEASE_SECONDS", "110")),
    batch=int(env("NATIONAL_BATCH", "50")),
    calls_a_second=float(env("NATIONAL_CALLS_A_SECOND", "20")),
    patience=int(env("NATIONAL_PATIENCE", "5")),
    longest_rest=float(env("NATIONAL_LONGEST_REST", "30")),
    log_days=int(env("NATIONAL_LOG_DAYS", "730")),
    files=env("NATIONAL_FILES", PORTAL_URL + "/XrdAdapter/RestService/forward/tep/"),
    file_days=int(env("NATIONAL_FILE_DAYS", "30")),
    renewed_days=int(env("NATIONAL_RENEWED_DAYS", "365")),
    ledger=env("NATIONAL_LEDGER", "digests"),
    lookups_per_second=float(env("NATIONAL_LOOKUPS_PER_SECOND", "20")),
)


@dataclass(frozen=True)
class Door:
    """Who may come in as the nation: from these networks, with this secret, with a body of so many bytes at most."""

    networks: tuple[IPv4Network | IPv6Network, ...]
    key: str
    largest: int


DOOR = Door(
    networks=tuple(ip_network(one) for one in env("NATIONAL_NETWORKS", "127.0.0.0/8,::1/128").split(",")),
    key=secret("NATIONAL_DOOR_KEY"),
    largest=int(env("NATIONAL_LARGEST_MB", "60")) * 1024 * 1024,
)

LINK_ALARM_MINUTES = int(env("LINK_ALARM_MINUTES", "30"))  # how long a change may wait before somebody is told
OUTBOX_LONGEST_PAUSE = float(env("OUTBOX_LONGEST_PAUSE", "300"))  # seconds between two attempts at the same message


# --- Payments ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class PayPlatform:
    """The national payment platform: where its three services answer, as whom, and into which account (§7);
    ``sources``: the addresses from which the nation asks what there is to pay."""

    url: str
    partner: str
    secret: str
    account: str
    account_bank: str
    account_name: str


@dataclass(frozen=True)
class CardGateway:
    """VNPAY 2.1.0: the page of the gateway, its question about an order, and our terminal (§10.1)."""

    url: str
    query_url: str
    terminal: str
    secret: str


PAYPLAT = PayPlatform(
    url=env("PAYPLAT_URL", NATIONAL_URL + "/payplat"),
    partner=env("PAYPLAT_PARTNER", "BACGIANG_DEMO"),
    secret=secret("PAYPLAT_SECRET"),
    account=env("PAYPLAT_ACCOUNT", "3511.0.1234567"),
    account_bank=env("PAYPLAT_ACCOUNT_BANK", "KBNN Bắc Giang"),
    account_name=env("PAYPLAT_ACCOUNT_NAME", "Trung tâm Phục vụ hành chính công tỉnh Bắc Giang"),
)
VNPAY = CardGateway(
    url=env("VNPAY_URL", NATIONAL_URL + "/vnpay/paymentv2/vpcpay.html"),
    query_url=env("VNPAY_QUERY_URL", NATIONAL_URL + "/vnpay/merchant_webapi/api/transaction"),
    terminal=env("VNPAY_TERMINAL", "DEMOTMN1"),
    secret=secret("VNPAY_SECRET"),
)
PAYMENT_MINUTES = int(env("PAYMENT_MINUTES", "90"))  # so long an attempt can be paid
PAYMENT_TIMEOUT = float(env("PAYMENT_TIMEOUT", "10"))  # seconds for an answer of platform or gateway
PAYMENT_MESSAGE_BYTES = 64 * 1024  # a notification that is longer is none


# --- Notices ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Notices:
    """The ways a notice leaves the portal (``off``: not offered), and the pace (seconds; deliveries a lease)."""

    mail: str
    sms: str
    sms_letters: str
    attempts: int
    batch: int
    lease_seconds: int
    kept_days: int


NOTICES = Notices(
    mail=one_of("NOTICE_MAIL", "file" if DEMO or TOOLING else "off", "smtp", "file", "off"),
    sms=one_of("NOTICE_SMS", "file" if DEMO or TOOLING else "off", "file", "off"),
    sms_letters=one_of("NOTICE_SMS_LETTERS", "unmarked", "unmarked", "marked"),
    attempts=int(env("NOTICE_ATTEMPTS", "300")),  # with the longest pause between two: about a day
    batch=int(env("NOTICE_BATCH", "20")),
    lease_seconds=int(env("NOTICE_LEASE_SECONDS", "110")),
    kept_days=int(env("NOTICE_KEPT_DAYS", "730")),
)
EMAIL_HOST = env("EMAIL_HOST", None if NOTICES.mail == "smtp" else "localhost")
EMAIL_PORT = int(env("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
_email_security = one_of("EMAIL_SECURITY", "starttls", "starttls", "tls", "none")
EMAIL_USE_TLS, EMAIL_USE_SSL = _email_security == "starttls", _email_security == "tls"
EMAIL_TIMEOUT = float(env("EMAIL_TIMEOUT", "5"))
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", "Cổng Dịch vụ công tỉnh Bắc Giang <thong-bao@bacgiang.example>")

# --- Background work --------------------------------------------------------------------------
REDIS_URL = env("REDIS_URL", "redis://127.0.0.1:6379/0")
REPORT_ROWS_AT_ONCE = int(env("REPORT_ROWS_AT_ONCE", "20000"))  # more rows of a figure become a file as long work
REPORT_LINES_AT_ONCE = 150  # more lines of form 06 are printed as long work
JOB_LEASE_SECONDS = int(env("JOB_LEASE_SECONDS", "45"))  # a step is shorter; so long rests a dead worker's job

# --- Audit ------------------------------------------------------------------------------------
AUDIT_ROOTS = Path(env("AUDIT_ROOTS", str(VAR_DIR / "audit-roots.txt")))  # one line a day; belongs on another host


# --- Signatures -------------------------------------------------------------------------------
@dataclass(frozen=True)
class Signing:
    """The key of the portal (PKCS#12), its passphrase, and the authorities that are trusted (PEM)."""

    key: str
    passphrase: str
    roots: str
    is_for_show: bool


SIGNING = Signing(
    key=env("SIGNING_KEY", "" if TOOLING else None),
    passphrase=secret("SIGNING_PASSPHRASE"),
    roots=env("SIGNING_ROOTS", "" if TOOLING else None),
    is_for_show=DEMO or TOOLING or env("SIGNING_FOR_SHOW", "0") == "1",  # set by script/run with the key it made
)

# --- Files ------------------------------------------------------------------------------------
FILES_DIR = Path(env("FILES_DIR", str(VAR_DIR / "files")))
MEGABYTE = 1024 * 1024
FILE_BYTES_MAX = 10 * MEGABYTE
VIDEO_BYTES_MAX = 300 * MEGABYTE
FILES_RESERVE = int(env("FILES_RESERVE_MB", "200")) * MEGABYTE  # of the disk, left free by uploads
DRAFT_DAYS = int(env("DRAFT_DAYS", "90"))  # a draft lives so long after it was last saved
DRAFT_DELETED_DAYS = int(env("DRAFT_DELETED_DAYS", "14"))  # and can be brought back so long
DOSSIER_FILES_MAX, DOSSIER_BYTES_MAX = 40, 150 * MEGABYTE
PERSON_FILES_A_DAY = int(env("PERSON_FILES_A_DAY", "300"))
PERSON_BYTES_A_DAY = int(env("PERSON_MB_A_DAY", "600")) * MEGABYTE
CLAMD_SOCKET = os.environ.get("CLAMD_SOCKET", "")  # path of clamd's unix socket; without it nothing is scanned
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MEGABYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_HANDLERS = [
    "portal.files.limits.BodyLimit",
    "portal.files.intake.OntoTheDisk",
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TOOLING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "bacgiang_language"
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["portal.formats"]

# --- The citizen's voice ------------------------------------------------------------------------
PETITION_RECEPTION = env("PETITION_RECEPTION", "van-phong-ubnd-tinh")  # key of the agency that receives petitions
PETITIONS_PER_HOUR = int(env("PETITIONS_PER_HOUR", "10"))  # of a person, or of a source without an account
RATING_ANSWER_DAYS = int(env("RATING_ANSWER_DAYS", "5"))  # working days for a leader to answer a low rating
ENTRIES_PER_HOUR = int(env("ENTRIES_PER_HOUR", "3000"))  # without an account, of a source: whole schools share one
CONTEST_KEPT_DAYS = int(env("CONTEST_KEPT_DAYS", "90"))  # telephone and year of birth, after a round was counted

# --- Asking without signing in, by the hour (D35) ---------------------------------------------
LOOKUPS_PER_SOURCE = int(env("LOOKUPS_PER_SOURCE", "60"))
SECRETS_PER_CODE = int(env("SECRETS_PER_CODE", "10"))
VERIFICATIONS_PER_SOURCE = int(env("VERIFICATIONS_PER_SOURCE", "120"))

# --- Reports ----------------------------------------------------------------------------------
REPORT_CUT_OFF_DAY = int(env("REPORT_CUT_OFF_DAY", "14"))  # of a month's report; 31: whole months of the calendar

# --- Defence ----------------------------------------------------------------------------------
_payment_pages = sorted({f"{page.scheme}://{page.netloc}" for page in map(urlsplit, (PAYPLAT.url, VNPAY.url))})
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # The directive also covers the redirect that follows the form: to the national sign-on, to a page of payment.
        "form-action": [SELF, NATIONAL_URL, *_payment_pages],
    }
}
SESSION_COOKIE_NAME = ("__Host-" if SECURE else "") + "bacgiang_session"
CSRF_COOKIE_NAME = ("__Host-" if SECURE else "") + "bacgiang_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_SSL_REDIRECT = SECURE and not TOOLING
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SILENCED_SYSTEM_CHECKS = ["security.W008"] if TOOLING else []

# --- Logs: codes and ids, never names, ID numbers or answers ----------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}
