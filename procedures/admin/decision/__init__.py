"""The pages of one decision at the desk. ``URLS`` are hung in by the decisions' admin."""

from django.urls import path

from procedures.admin.decision import details, lines, publish

NAME = "procedures_decision"
URLS = [
    path("<int:decision>/thong-tin/", details.change, name=f"{NAME}_details"),
    path("<int:decision>/van-ban/", details.paper, name=f"{NAME}_paper"),
    path("<int:decision>/thu-tuc/", lines.find, name=f"{NAME}_find"),
    path("<int:decision>/thu-tuc/them/<int:procedure>/", lines.add, name=f"{NAME}_line_add"),
    path("<int:decision>/thu-tuc/<int:line>/", lines.change, name=f"{NAME}_line"),
    path("<int:decision>/thu-tuc/<int:line>/bo/", lines.remove, name=f"{NAME}_line_remove"),
    path("<int:decision>/cong-bo/", publish.view, name=f"{NAME}_publish"),
]

__all__ = ["URLS"]
