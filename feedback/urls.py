from django.urls import path

from feedback.views import entries, petitions, questionnaires

urlpatterns = [
    path("phan-anh/", petitions.public, name="petitions"),
    path("phan-anh/gui/", petitions.new, name="petition_new"),
    path("phan-anh/theo-doi/", petitions.follow, name="petition_follow"),
    path("phan-anh/<uuid:uuid>/", petitions.page, name="petition"),
    path("phan-anh/<uuid:uuid>/tep/<uuid:key>/", petitions.file, name="petition_file"),
    path("khao-sat/", questionnaires.listed, name="questionnaires"),
    path("khao-sat/tra-cuu/", questionnaires.lookup, name="questionnaire_lookup"),
    path("khao-sat/giay-chung-nhan/<str:token>/", questionnaires.check, name="certificate_check"),
    path("khao-sat/<slug:slug>/", questionnaires.page, name="questionnaire"),
    path("khao-sat/<slug:slug>/bat-dau/", questionnaires.start, name="questionnaire_start"),
    path("khao-sat/<slug:slug>/ket-qua/", questionnaires.ranking_page, name="questionnaire_results"),
    path("khao-sat/<slug:slug>/bai/<uuid:uuid>/", entries.page, name="questionnaire_entry"),
    path("khao-sat/<slug:slug>/bai/<uuid:uuid>/tu-luu/", entries.keep, name="questionnaire_keep"),
    path(
        "khao-sat/<slug:slug>/bai/<uuid:uuid>/giay-chung-nhan/", entries.certificate, name="questionnaire_certificate"
    ),
]
