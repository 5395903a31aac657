from django.urls import path

from dossiers.documents import views as documents
from dossiers.views import (
    autosave,
    deadline,
    deep_link,
    dossier,
    draft,
    lookup,
    papers,
    parts,
    removal,
    renewal,
    start,
    supplement,
)

urlpatterns = [
    path("nop-ho-so", deep_link.open_form, name="deep_link"),
    path("thu-tuc/<str:code>/nop-ho-so/", start.start, name="start_dossier"),
    path("tra-cuu/", lookup.lookup, name="lookup"),
    path("ho-so/", dossier.dossier_list, name="dossiers"),
    path("ho-so/<uuid:uuid>/", dossier.dossier_page, name="dossier"),
    path("ho-so/<uuid:uuid>/noi-nop/", draft.place, name="dossier_place"),
    path("ho-so/<uuid:uuid>/buoc/<int:number>/", draft.step, name="dossier_step"),
    path("ho-so/<uuid:uuid>/buoc/<int:number>/tu-luu/", autosave.receive, name="dossier_autosave"),
    path("ho-so/<uuid:uuid>/giay-to/", papers.page, name="dossier_papers"),
    path("ho-so/<uuid:uuid>/giay-to/phan/", parts.receive, name="dossier_paper_part"),
    path("ho-so/<uuid:uuid>/giay-to/anh/<uuid:file_uuid>/", papers.thumbnail, name="dossier_paper_thumbnail"),
    path("ho-so/<uuid:uuid>/xem-lai/", draft.review, name="dossier_review"),
    path("ho-so/<uuid:uuid>/quy-dinh-moi/", renewal.page, name="dossier_renewal"),
    path("ho-so/<uuid:uuid>/xoa-ban-nhap/", removal.delete, name="dossier_delete"),
    path("ho-so/<uuid:uuid>/lay-lai/", removal.bring_back, name="dossier_bring_back"),
    path("ho-so/<uuid:uuid>/bo-sung/", supplement.page, name="dossier_supplement"),
    path("ho-so/<uuid:uuid>/thoi-han/", deadline.page, name="dossier_deadline"),
    path("ho-so/<uuid:uuid>/tep/<uuid:file_uuid>/", dossier.file, name="dossier_file"),
    path("ho-so/<uuid:key>/giay-xac-nhan-nop/", documents.submission, name="dossier_submission_receipt"),
    path("ho-so/<uuid:key>/giay-tiep-nhan/", documents.receipt, name="dossier_receipt"),
    path("ho-so/<uuid:key>/phieu-bo-sung/<int:number>/", documents.supplement, name="dossier_supplement_slip"),
]
