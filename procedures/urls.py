from django.urls import path

from procedures.views.browse import agencies, agency, fields, life_event
from procedures.views.integration import integration, integration_figures
from procedures.views.listing import procedure_list, suggestions
from procedures.views.national import file_at_nation
from procedures.views.page import checklist, procedure_page

urlpatterns = [
    path("", procedure_list, name="procedures"),
    path("goi-y/", suggestions, name="procedure_suggestions"),
    path("su-kien/<slug:slug>/", life_event, name="life_event"),
    path("linh-vuc/", fields, name="fields"),
    path("co-quan/", agencies, name="agencies"),
    path("co-quan/<slug:key>/", agency, name="agency"),
    path("tich-hop/", integration, name="integration"),
    path("tich-hop/so-lieu.json", integration_figures, name="integration_figures"),
    path("<str:code>/", procedure_page, name="procedure"),
    path("<str:code>/can-gi/", checklist, name="checklist"),
    path("<str:code>/nop-tai-cong-quoc-gia/", file_at_nation, name="file_at_nation"),
]
