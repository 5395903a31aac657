from django.urls import path

from feedback.feeds import answers_feed
from feedback.views import enquiries, petitions

urlpatterns = [
    path("phan-anh/", petitions.public, name="petitions"),
    path("phan-anh/gui/", petitions.new, name="petition_new"),
    path("phan-anh/theo-doi/", petitions.follow, name="petition_follow"),
    path("phan-anh/<uuid:uuid>/", petitions.page, name="petition"),
    path("phan-anh/<uuid:uuid>/tep/<uuid:key>/", petitions.file, name="petition_file"),
    # --- Questions and answers ---
    path("hoi-dap/", enquiries.public, name="enquiries"),
    path("hoi-dap/gui/", enquiries.new, name="enquiry_new"),
    path("hoi-dap/theo-doi/", enquiries.follow, name="enquiry_follow"),
    path("hoi-dap/atom.xml", answers_feed, name="enquiry_feed"),
    path("hoi-dap/<uuid:uuid>/", enquiries.page, name="enquiry"),
]
