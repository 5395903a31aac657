"""Addresses of figures: the desk's, which contracts fix, stand before the admin's own."""

from django.urls import path

from reports.views import form06, public, report, revenue, rows

urlpatterns = [
    path("so-lieu/", public.page, name="public_figures"),
    path("quan-tri/so-lieu/", report.page, name="report"),
    path("quan-tri/so-lieu/bao-cao.pdf", report.paper, name="report_paper"),
    path("quan-tri/so-lieu/bao-cao.xlsx", report.workbook, name="report_workbook"),
    path("quan-tri/so-lieu/bieu-06/", form06.page, name="form06"),
    path("quan-tri/so-lieu/bieu-06/bieu-06.pdf", form06.paper, name="form06_paper"),
    path("quan-tri/so-lieu/bieu-06/bieu-06.xlsx", form06.workbook, name="form06_workbook"),
    path("quan-tri/so-lieu/thu-phi/", revenue.page, name="revenue"),
    path("quan-tri/so-lieu/thu-phi/thu-phi.pdf", revenue.paper, name="revenue_paper"),
    path("quan-tri/so-lieu/thu-phi/thu-phi.xlsx", revenue.workbook, name="revenue_workbook"),
    path("quan-tri/so-lieu/<slug:figure>/", rows.page, name="figure_rows"),
    path("quan-tri/so-lieu/<slug:figure>/danh-sach.xlsx", rows.workbook, name="figure_workbook"),
]
