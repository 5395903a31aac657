"""Every address of the portal. Paths are unaccented Vietnamese and stay (contracts)."""

from allauth.account.views import reauthenticate as password_again
from allauth.mfa.base.views import authenticate as second_factor
from allauth.mfa.base.views import reauthenticate as second_factor_again
from allauth.mfa.recovery_codes.views import view_recovery_codes
from django.conf import settings
from django.contrib.sitemaps.views import index, sitemap
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import autodiscover_modules
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from django.views.i18n import set_language

from dossiers import volume
from dossiers.backfill.work import KINDS as BACKFILLS
from dossiers.batch.work import KINDS as BATCHES
from dossiers.desk.export import EXPORT
from dossiers.link.work import KINDS as LINK
from dossiers.own_data.work import COPY
from dossiers.reconciliation.work import KINDS as RECONCILIATIONS
from dossiers.reorganisation.work import KINDS as REORGANISATIONS
from dossiers.terms.ordering import order
from dossiers.terms.recount_work import KINDS as RECOUNTS
from feedback.views.feed import Answers, Petitions
from payments.statements.work import KINDS as STATEMENTS
from portal import desk, health
from portal.accounts import identity_page, oidc, roleplay, told_to_leave
from portal.accounts import views as accounts
from portal.accounts.admin import UserAdmin
from portal.accounts.models import User
from portal.admin import JobAdmin
from portal.audit.admin import AuditLineAdmin
from portal.audit.models import AuditLine
from portal.calendar.admin import WorkDayAdmin, WorkingHoursAdmin
from portal.calendar.models import WorkDay, WorkingHours
from portal.jobs import Job
from portal.national.admin import ExchangeAdmin
from portal.national.log import Exchange
from procedures.admin.plans import PlanAdmin, PlanEntryAdmin
from procedures.models import Plan, PlanEntry
from procedures.sitemaps import MAPS, robots
from procedures.views.browse import site_map
from procedures.views.guides import guide_list, guide_page, public_file
from procedures.views.home import home
from procedures.work import KINDS
from reports.exports import KINDS as REPORTS

SECTION = "django.contrib.sitemaps.views.sitemap"
"""The name by which the index of the site map finds its parts."""

autodiscover_modules("admin", register_to=desk.site)
desk.site.register(User, UserAdmin)
desk.site.register(AuditLine, AuditLineAdmin)
desk.site.register(Exchange, ExchangeAdmin)
desk.site.register(WorkDay, WorkDayAdmin, changed=staticmethod(order))
desk.site.register(WorkingHours, WorkingHoursAdmin, changed=staticmethod(order))
PLACES = MAPS | {"petitions": Petitions, "answers": Answers}
LONG_WORK = KINDS | RECOUNTS | BATCHES | REORGANISATIONS | RECONCILIATIONS | BACKFILLS | LINK | REPORTS | STATEMENTS
desk.site.register(Job, JobAdmin, kinds=LONG_WORK, apart=frozenset({COPY, EXPORT}))
desk.site.register(Plan, PlanAdmin, dossiers=volume)
desk.site.register(PlanEntry, PlanEntryAdmin)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("dang-nhap/", accounts.sign_in, name="account_login"),
    path("dang-nhap/hai-lop/", second_factor, name="mfa_authenticate"),
    path("dang-nhap/hai-lop/thiet-lap/", accounts.SetUpSecondStep.as_view(), name="mfa_activate_totp"),
    path("dang-nhap/hai-lop/ma-du-phong/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("dang-nhap/hai-lop/xac-nhan/", second_factor_again, name="mfa_reauthenticate"),
    path("dang-nhap/hai-lop/xong/", RedirectView.as_view(pattern_name="admin:index"), name="mfa_index"),
    path("dang-nhap/xac-nhan/", password_again, name="account_reauthenticate"),
    path("dang-xuat/", accounts.sign_out, name="account_logout"),
    path("tai-khoan/dinh-danh/", identity_page.page, name="identity"),
    path("dang-nhap/tai-khoan-cua-ai/", identity_page.whose, name="whose_account"),
    path("sso/dvcqg/login/", oidc.start, name="openid_connect_login"),
    path("sso/dvcqg/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("sso/dvcqg/da-roi/", told_to_leave.receive, name="told_to_leave"),
    path("ngon-ngu/", csrf_exempt(set_language), name="set_language"),  # keeps a language and nothing else
    path("thu-tuc/", include("procedures.urls")),
    path("huong-dan/", guide_list, name="guides"),
    path("huong-dan/<uuid:uuid>/", guide_page, name="guide"),
    path("tep/<uuid:uuid>/", public_file, name="public_file"),
    path("so-do-cong/", site_map, name="site_map"),
    path("sitemap.xml", require_safe(never_cache(index)), {"sitemaps": PLACES}, name="sitemap"),
    path("sitemap-<section>.xml", require_safe(never_cache(sitemap)), {"sitemaps": PLACES}, name=SECTION),
    path("robots.txt", robots, name="robots"),
    path("", include("portal.notices.urls")),
    path("", include("dossiers.urls")),
    path("", include("reports.urls")),
    path("", include("payments.urls")),
    path("", include("feedback.urls")),
    path("quan-tri/", desk.site.urls),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
]

if settings.DEMO:
    urlpatterns.append(path("vao-vai/<slug:name>/", roleplay.enter, name="roleplay"))
    urlpatterns.append(path("", include("dossiers.rehearsal.urls")))

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler429 = "portal.errors.too_many_requests"  # of allauth's, not Django's
handler500 = "portal.errors.server_error"
