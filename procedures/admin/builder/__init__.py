"""The form builder: pages under an edition at the desk. ``URLS`` are hung in by the edition's own admin."""

from django.urls import path

from procedures.admin.builder import examples, exchange, nodes, overview, preview, settings

NAME = "procedures_edition"
URLS = [
    path("<int:edition>/bieu-mau/", overview.view, name=f"{NAME}_form"),
    path("<int:edition>/bieu-mau/chu-ho-so/", settings.owners, name=f"{NAME}_owners"),
    path("<int:edition>/bieu-mau/phan/them/", nodes.add_section, name=f"{NAME}_section_add"),
    path("<int:edition>/bieu-mau/phan/<str:place>/", nodes.section, name=f"{NAME}_section"),
    path("<int:edition>/bieu-mau/cau-hoi/<str:place>/", nodes.question, name=f"{NAME}_question"),
    path("<int:edition>/bieu-mau/cau-hoi/<str:place>/them/", nodes.add_question, name=f"{NAME}_question_add"),
    path("<int:edition>/bieu-mau/trao-doi/", exchange.view, name=f"{NAME}_exchange"),
    path("<int:edition>/bieu-mau/xuat/", exchange.export, name=f"{NAME}_export"),
    path("<int:edition>/xem-thu/", preview.view, name=f"{NAME}_preview"),
    path("<int:edition>/vi-du/", examples.view, name=f"{NAME}_examples"),
    path("<int:edition>/vi-du/them/", examples.add, name=f"{NAME}_example_add"),
]

__all__ = ["URLS"]
