from django.urls import path

from dossiers.rehearsal import views

urlpatterns = [
    path("trinh-dien/lien-thong.json", views.figures, name="rehearsal_figures"),
    path("trinh-dien/lam-tiep/", views.work_on, name="rehearsal_work"),
    path("trinh-dien/dung-tien-trinh/", views.kill_worker, name="rehearsal_kill"),
]
