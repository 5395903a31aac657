"""The workspace of one edition at the desk: a page for each part of it. ``URLS`` are hung in by the edition's admin."""

from django.urls import path

from procedures.admin.edition import content, rows, whole
from procedures.editing.kinds import KINDS

NAME = "procedures_edition"
LISTS = {
    "papers": "truong-hop-giay-to",
    "times": "thoi-han-giai-quyet",
    "fees": "phi-le-phi",
    "agencies": "co-quan-quy-trinh",
}
"""By tab, where its rows are listed."""

URLS = [
    path("<int:edition>/noi-dung/", content.view, name=f"{NAME}_content"),
    *(path(f"<int:edition>/{slug}/", rows.listing, {"tab": tab}, name=f"{NAME}_{tab}") for tab, slug in LISTS.items()),
    *(
        path(f"<int:edition>/{kind.slug}/them/", rows.add, {"key": key}, name=f"{NAME}_{key}_add")
        for key, kind in KINDS.items()
    ),
    *(
        path(f"<int:edition>/{kind.slug}/<int:row>/", rows.change, {"key": key}, name=f"{NAME}_{key}")
        for key, kind in KINDS.items()
    ),
    *(
        path(f"<int:edition>/{kind.slug}/<int:row>/bo/", rows.remove, {"key": key}, name=f"{NAME}_{key}_remove")
        for key, kind in KINDS.items()
    ),
    path("<int:edition>/ban-nhap/", whole.draft, name=f"{NAME}_draft"),
    path("<int:edition>/khac-biet/", whole.difference, name=f"{NAME}_difference"),
    path("<int:edition>/cong-bo/", whole.publish, name=f"{NAME}_publish"),
    path("<int:edition>/bo/", whole.discard, name=f"{NAME}_discard"),
]

__all__ = ["URLS"]
