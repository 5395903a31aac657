from django.urls import path

from procedures import views

urlpatterns = [
    path("", views.procedure_list, name="procedures"),
    path("<str:code>/", views.procedure_page, name="procedure"),
]
