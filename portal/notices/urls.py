from django.urls import path

from portal.notices import views

urlpatterns = [
    path("thong-bao/", views.notice_list, name="notices"),
    path("thong-bao/<uuid:uuid>/", views.notice, name="notice"),
    path("tai-khoan/thong-bao/", views.preferences, name="notice_preferences"),
]
