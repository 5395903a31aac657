from django.urls import path

from feedback.views import enquiries, entries, feed, nation, petitions, questionnaires, ratings, scores

urlpatterns = [
    path("phan-anh/", petitions.public, name="petitions"),
    path("phan-anh/gui/", petitions.new, name="petition_new"),
    path("phan-anh/theo-doi/", petitions.follow, name="petition_follow"),
    path("phan-anh/tin.xml", feed.petition_feed, name="petition_feed"),
    path("phan-anh/<uuid:uuid>/", petitions.page, name="petition"),
    path("phan-anh/<uuid:uuid>/tep/<uuid:key>/", petitions.file, name="petition_file"),
    path("XrdAdapter/RestService/forward/tep/phan-anh/<str:token>", nation.file, name="nation_petition_file"),
    path("VXPAdapter/RestService/forward/tep/phan-anh/<str:token>", nation.file),
    # --- Questions and answers ---
    path("hoi-dap/", enquiries.public, name="enquiries"),
    path("hoi-dap/gui/", enquiries.new, name="enquiry_new"),
    path("hoi-dap/theo-doi/", enquiries.follow, name="enquiry_follow"),
    path("hoi-dap/atom.xml", feed.enquiry_feed, name="enquiry_feed"),
    path("hoi-dap/<uuid:uuid>/", enquiries.page, name="enquiry"),
    path("hoi-dap/<uuid:uuid>/tep/<uuid:key>/", enquiries.file, name="enquiry_file"),
    # Ratings and scores
    path("danh-gia/quay/", ratings.tablet, name="rating_tablet"),
    path("danh-gia/quay/<uuid:turn>/", ratings.turn, name="rating_turn"),
    path("danh-gia/<slug:token>/", ratings.page, name="rating"),
    path("so-lieu/cham-diem/", scores.page, name="scores"),
    path("so-lieu/cham-diem/<slug:period>/<slug:agency>/", scores.sheet, name="score_sheet"),
    # Surveys and contests
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
