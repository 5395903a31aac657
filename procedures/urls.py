from django.urls import path

from procedures.views.listing import procedure_list, suggestions
from procedures.views.page import checklist, procedure_page

urlpatterns = [
    path("", procedure_list, name="procedures"),
    path("goi-y/", suggestions, name="procedure_suggestions"),
    path("<str:code>/", procedure_page, name="procedure"),
    path("<str:code>/can-gi/", checklist, name="checklist"),
]
