"""Addresses of the stand-in: the sign-on at the paths of protocols §6, the security server of §2, control and pages."""

from allauth.account.views import login
from allauth.idp.oidc import views as oidc
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from mock_national import (
    asked_pages,
    control,
    gateway,
    leaving,
    levels,
    pages,
    payplat,
    payplat_pages,
    petitions,
    rehearsal,
    rest_face,
    security_server,
    statements,
    submitting,
)

sign_on = (
    [
        path(".well-known/openid-configuration", oidc.configuration, name="configuration"),
        path("oauth2/authorize", levels.authorization, name="authorization"),
        path("oauth2/token", oidc.token, name="token"),
        path("oauth2/userinfo", oidc.user_info, name="userinfo"),
        path("oauth2/introspect", oidc.introspect, name="introspect"),
        path("oauth2/revoke", oidc.revoke, name="revoke"),
        path("oauth2/jwks", oidc.jwks, name="jwks"),
        path("oauth2/device/code", oidc.device_code, name="device_code"),
        path("oauth2/device", oidc.device_authorization, name="device_authorization"),
        path("oidc/logout", oidc.logout, name="logout"),
    ],
    "oidc",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("ho-so/<str:code>/", pages.dossier, name="dossier"),
    path("dich-vu/", pages.services, name="services"),
    path("dich-vu/<str:code>/nop/", submitting.submit, name="submit"),
    path("ho-so-da-nop/", submitting.mine, name="filed_dossiers"),
    path("ho-so-da-nop/<str:code>/", submitting.filed, name="filed"),
    path("ho-so-da-nop/<str:code>/gui-lai/", submitting.again, name="filed_again"),
    path("hoi-dap/", asked_pages.questions, name="questions"),
    path("tep/<uuid:key>/", submitting.file, name="filed_file"),
    path("phan-anh/", petitions.page, name="petition_page"),
    path("phan-anh/tep.pdf", petitions.file, name="petition_file"),
    path("phan-anh/<str:number>/tep/<int:place>/", petitions.enclosed, name="petition_enclosed"),
    path("dang-nhap/", login, name="account_login"),
    path("dang-xuat/", leaving.sign_out, name="account_logout"),
    path("muc-xac-thuc/", levels.raise_level, name="raise_level"),
    path("", include(([path("", include(sign_on))], "idp"))),
    path("<str:prefix>/RestService/forward/<path:path>", security_server.forward, name="forward"),
    path("r1/<str:instance>/<str:kind>/<str:member>/<str:subsystem>/<str:service>", rest_face.ask, name="rest"),
    path("payplat/init", payplat.init, name="payplat-init"),
    path("payplat/query", payplat.query, name="payplat-query"),
    path("payplat/bill", payplat.bill, name="payplat-bill"),
    path("vnpay/paymentv2/vpcpay.html", gateway.pay, name="vnpay-pay"),
    path("vnpay/merchant_webapi/api/transaction", gateway.query, name="vnpay-query"),
    path("thanh-toan/<str:token>/", payplat_pages.payment, name="payment"),
    path("healthz/live", pages.live),
    path("healthz/ready", pages.ready),
]

if settings.DEMO:
    urlpatterns += [
        path("dang-nhap/<str:username>/", pages.enter, name="enter"),
        path("rut-day/", rehearsal.page, name="rehearsal"),
        path("rut-day/so-lieu.json", rehearsal.state, name="rehearsal-state"),
        path("rut-day/lam/", rehearsal.press, name="rehearsal-press"),
        path("__control/faults", control.faults, name="faults"),
        path("__control/procedures", control.procedures, name="procedures"),
        path("__control/payments", payplat_pages.orders, name="payments"),
        path("sao-ke/<str:service>/<str:day>.csv", statements.statement, name="statement"),
        path("__control/questions", asked_pages.control, name="ask-questions"),
        path("__control/reset", control.reset, name="reset"),
        path("__control/people", control.people, name="people"),
        path("__control/switches", control.turn, name="switches"),
        path("__control/messages", control.messages, name="messages"),
        path("__control/born-here/<str:code>", control.born_here, name="born-here"),
        path("__control/satisfaction", control.satisfaction, name="satisfaction"),
        path("__control/ledger", control.ledger, name="ledger"),
        path("__control/petitions", petitions.create, name="petition_create"),
        path("__control/petitions/held", petitions.held, name="petition_held"),
        path("__control/ledger/<str:code>", control.ledger_of, name="ledger-of"),
    ]
