from django.urls import path

from dossiers.inward.urls import nation_knocks
from payments.views import doors, pay, receipts

urlpatterns = [
    path("ho-so/<uuid:uuid>/tra-tien/", pay.pay, name="dossier_pay"),
    path("ho-so/<uuid:uuid>/tra-tien/<uuid:attempt>/", pay.payment, name="dossier_payment"),
    path("ho-so/<uuid:uuid>/bien-lai/<uuid:receipt>/", receipts.receipt, name="receipt_pdf"),
    path("thanh-toan/ve/", pay.come_back, name="payment_return"),
    path("thanh-toan/vnpay/ipn", doors.gateway_notifies, name="vnpay_ipn"),
    *nation_knocks("ppdvcqg/dpnhankqthanhtoanhs", doors.platform_confirms, "payplat_confirm"),
    *nation_knocks("kpdvcqg/dptracuuthanhtoanhs", doors.what_is_to_pay, "payplat_look_up"),
]
