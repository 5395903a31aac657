"""Who gets what at every address: written by hand, so that a new address or an opened door shows in a review.

One letter for each of ``ROLES`` (or one for all): o page, r led elsewhere, l led to sign in, n 404, f 403, m 405,
c refused as out of date (409), b unreadable (400), u told to sign in (401). First for GET, then for POST without
anything in it.
"""

ROLES = [
    "anonymous",
    "citizen",
    "other_citizen",
    "clerk",
    "officer",
    "leader",
    "outsider",
    "catalogue",
    "administrator",
]
STATUS = {"o": 200, "r": 302, "l": 302, "n": 404, "f": 403, "m": 405, "c": 409, "b": 400, "u": 401}

PREFIXES = ("", "XrdAdapter/RestService/forward/", "VXPAdapter/RestService/forward/")
DOORS = [prefix + name for prefix in PREFIXES for name in ("nhanhsdvcqg", "kpdvcqg/dptracuuthanhtoanhs")]
"""For the security server alone: nobody else finds anything there."""

CONFIRMATIONS = [prefix + "ppdvcqg/dpnhankqthanhtoanhs" for prefix in PREFIXES]
"""Of the platform: an empty message is answered, and nothing comes of it."""

PERSON = "loooooooo"
OWNER = "lonnnnnnn"
OWNER_OR_UNIT = "lononnnnn"
OFFICIAL = "llloooooo"
CLERK = "lllofffff"

TABLE = {
    "": "o m",
    "dang-nhap/": "orrrrrrrr orrrrrrrr",
    "dang-nhap/hai-lop/": "r r",
    "dang-nhap/hai-lop/thiet-lap/": "lnnoooooo lnnoooooo",
    "dang-nhap/hai-lop/ma-du-phong/": "lnnnnnnnn lmmmmmmmm",
    "dang-nhap/hai-lop/xac-nhan/": "lrrrrrrrr lrrrrrrrr",
    "dang-nhap/hai-lop/xong/": "r r",
    "dang-nhap/xac-nhan/": f"{PERSON} {PERSON}",
    "dang-xuat/": "m r",
    "sso/dvcqg/login/": "m r",
    "sso/dvcqg/login/callback/": "r m",
    "tai-khoan/dinh-danh/": f"{PERSON} lrrrrrrrr",
    "dang-nhap/tai-khoan-cua-ai/": "o r",
    "sso/dvcqg/da-roi/": "m b",
    "ngon-ngu/": "r r",
    "thu-tuc/": "o m",
    "thu-tuc/goi-y/": "o m",
    "thu-tuc/su-kien/<slug:slug>/": "o m",
    "thu-tuc/linh-vuc/": "o m",
    "thu-tuc/co-quan/": "o m",
    "thu-tuc/co-quan/<slug:key>/": "o m",
    "thu-tuc/tich-hop/": "o m",
    "thu-tuc/tich-hop/so-lieu.json": "o m",
    "huong-dan/": "o m",
    "huong-dan/<uuid:uuid>/": "o m",
    "tep/<uuid:uuid>/": "o m",
    "so-do-cong/": "o m",
    "sitemap.xml": "o m",
    "sitemap-<section>.xml": "o m",
    "robots.txt": "o m",
    "thu-tuc/<str:code>/": "o m",
    "thu-tuc/<str:code>/can-gi/": "o m",
    "thu-tuc/<str:code>/nop-tai-cong-quoc-gia/": "m r",
    "thu-tuc/<str:code>/nop-ho-so/": f"{PERSON} {PERSON}",
    "thong-bao/": f"{PERSON} lrrrrrrrr",
    "thong-bao/<uuid:uuid>/": "m lrnnnnnnn",
    "tai-khoan/thong-bao/": f"{PERSON} lrrrrrrrr",
    "nop-ho-so": "n m",
    "tra-cuu/": "o o",
    "tai-khoan/du-lieu/": f"{PERSON} lbbbbbbbb",
    "tai-khoan/du-lieu/<uuid:uuid>/": "lonnnnnnn m",
    "ho-so/": f"{PERSON} {PERSON}",
    "ho-so/<uuid:uuid>/": f"{OWNER_OR_UNIT} lcncnnnnn",
    "ho-so/<uuid:uuid>/noi-nop/": f"{OWNER} {OWNER}",
    "ho-so/<uuid:uuid>/buoc/<int:number>/": f"{OWNER} {OWNER}",
    "ho-so/<uuid:uuid>/buoc/<int:number>/tu-luu/": "m uonnnnnnn",
    "ho-so/<uuid:uuid>/giay-to/": f"{OWNER} lnnnnnnnn",
    "ho-so/<uuid:uuid>/giay-to/phan/": "m lnnnnnnnn",
    "ho-so/<uuid:uuid>/giay-to/anh/<uuid:file_uuid>/": f"{OWNER} m",
    "ho-so/<uuid:uuid>/quy-dinh-moi/": "lrnnnnnnn lrnnnnnnn",
    "ho-so/<uuid:uuid>/xoa-ban-nhap/": f"{OWNER} lbnnnnnnn",
    "ho-so/<uuid:uuid>/lay-lai/": "m lbnnnnnnn",
    "ho-so/<uuid:uuid>/xem-lai/": f"{OWNER} {OWNER}",
    "ho-so/<uuid:uuid>/bo-sung/": "lonrnnnnn lbnbnnnnn",
    "ho-so/<uuid:uuid>/trao-doi/": "lonnnnnnn lbnnnnnnn",
    "ho-so/<uuid:uuid>/luot-xem/": "lonnnnnnn m",
    "ho-so/<uuid:uuid>/thoi-han/": f"{OWNER_OR_UNIT} m",
    "ho-so/<uuid:uuid>/tep/<uuid:file_uuid>/": f"{OWNER_OR_UNIT} m",
    "ho-so/<uuid:key>/giay-xac-nhan-nop/": f"{OWNER_OR_UNIT} m",
    "ho-so/<uuid:key>/giay-tiep-nhan/": f"{OWNER_OR_UNIT} m",
    "ho-so/<uuid:key>/phieu-bo-sung/<int:number>/": f"{OWNER_OR_UNIT} m",
    "ho-so/<uuid:key>/giay-to-phat-hanh/<uuid:paper>/": f"{OWNER_OR_UNIT} m",
    "xac-minh/": "o o",
    "xac-minh/<str:token>/": "o m",
    "ho-so/<uuid:uuid>/tra-tien/": "lonnnnnnn lonnnnnnn",
    "ho-so/<uuid:uuid>/tra-tien/<uuid:attempt>/": "lonnnnnnn m",
    "ho-so/<uuid:uuid>/bien-lai/<uuid:receipt>/": f"{OWNER_OR_UNIT} m",
    "thanh-toan/ve/": "lnnnnnnnn m",
    # Of the gateway, likewise.
    "thanh-toan/vnpay/ipn": "o m",
    "ho-so/<uuid:uuid>/nhan-ket-qua/": f"{OWNER} {OWNER}",
    "ho-so/<uuid:uuid>/dinh-chinh/": f"{OWNER} {OWNER}",
    "ho-so/<uuid:key>/phieu-xac-minh/<uuid:file_uuid>/": "lonooonnn m",
    "ho-so/<uuid:key>/phieu-gui/": "lonooonnn m",
    "quan-tri/dossiers/dossier/<uuid:key>/xu-ly/": "lllrnnnff lllrnnnff",
    "quan-tri/dossiers/dossier/thong-ke-buoc/": "lllooooff lllooooff",
    "quan-tri/dossiers/dossier/<uuid:key>/giay-to-phat-hanh/": "lllonnnff lllonnnff",
    "quan-tri/dossiers/dossier/<uuid:key>/soan-ket-qua/": "lllrnnnff lllrnnnff",
    "quan-tri/dossiers/dossier/<uuid:key>/soan-ket-qua/xem-thu/": "lllnnnnff lllnnnnff",
    "quan-tri/dossiers/dossier/in-giay-to/": "lllooooff lllooooff",
    "quan-tri/dossiers/dossier/in-giay-to/<uuid:key>/": "lllonnnff lllmmmmff",
    "quan-tri/dossiers/dossier/<uuid:key>/ket-qua/": "lllroonff lllcccnff",
    "quan-tri/": f"{OFFICIAL} {OFFICIAL}",
    "quan-tri/login/": "lrrrrrrrr lrrrrrrrr",
    "quan-tri/logout/": "rrrmmmmmm r",
    "quan-tri/password_change/": f"{OFFICIAL} {OFFICIAL}",
    "quan-tri/password_change/done/": f"{OFFICIAL} lllmmmmmm",
    "quan-tri/autocomplete/": "lllffffff lllmmmmmm",
    "quan-tri/jsi18n/": f"{OFFICIAL} lllmmmmmm",
    "quan-tri/r/<path:content_type_id>/<path:object_id>/": "lllnnnnnn lllnnnnnn",
    "quan-tri/<app_label>/": "lllnnnnno lllnnnnno",
    "quan-tri/dossiers/dossier/": "lllooooff lllooooff",
    "quan-tri/dossiers/dossier/hang-loat/": "lllrrrrff lllooooff",
    "quan-tri/dossiers/dossier/<uuid:key>/": "lllonnnff lllcnnnff",
    "quan-tri/dossiers/dossier/<uuid:key>/lay-tep/": "lllmmmmmm lllrnnnff",
    "quan-tri/dossiers/dossier/<uuid:key>/bo-sung/": "lllonnnff lllonnnff",
    "quan-tri/dossiers/dossier/<uuid:key>/trao-doi/": "lllonnnff lllbnnnff",
    # The dossier there is received and not forwarded: nothing to be done about its deadline yet.
    "quan-tri/dossiers/dossier/<uuid:key>/thoi-han/": "lllrnnnff lllcnnnff",
    "quan-tri/dossiers/dossier/thoi-han/": "lllooooff lllooooff",
    "quan-tri/dossiers/dossier/don-doc/": "lllooooff lllooooff",
    "quan-tri/dossiers/dossier/don-doc/moi/": "lllrrrrff lllrrrrff",
    "quan-tri/dossiers/dossier/don-doc/<int:pk>/": "lllooonff lllooonff",
    "quan-tri/dossiers/dossier/don-doc/<int:pk>/phieu/": "lllooonff lllnnnnff",
    "quan-tri/dossiers/dossier/<uuid:key>/danh-dau/": "lllonnnff lllonnnff",
    "quan-tri/dossiers/dossier/luu/": "lllooooff lllooooff",
    "quan-tri/dossiers/dossier/nhan/": "lllooooff lllooooff",
    "quan-tri/dossiers/dossier/xuat/": "lllooooff lllooooff",
    "quan-tri/dossiers/dossier/xuat/<int:export>/": "lllonnnff lllmmmmff",
    "quan-tri/dossiers/dossier/tiep-nhan/": f"{CLERK} {CLERK}",
    "quan-tri/dossiers/dossier/tiep-nhan/<str:code>/": f"{CLERK} {CLERK}",
    "quan-tri/dossiers/dossier/huong-dan/": "lllooooff lllooooff",
    "quan-tri/dossiers/dossier/huong-dan/<uuid:slip>/phieu/": "lllonnnff lllonnnff",
    "quan-tri/dossiers/dossier/ban-giao/": "lllooooff lllffffff",
    "quan-tri/dossiers/dossier/ban-giao/<uuid:slip>/": "lllooonff lllfbbnff",
    "quan-tri/dossiers/dossier/ban-giao/<uuid:slip>/phieu/": "lllooonff lllooonff",
    "quan-tri/dossiers/dossier/<uuid:key>/ban-giao/": "lllrnnnff lllrnnnff",
    "quan-tri/dossiers/dossier/su-co/": "lllooooff lllffofff",
    "quan-tri/dossiers/dossier/su-co/<uuid:outage>/": "lllononff lllfnonff",
    "quan-tri/dossiers/dossier/tra-tai-quay/": f"{CLERK} {CLERK}",
    "quan-tri/dossiers/dossier/<uuid:key>/tra-tai-quay/": f"{CLERK} {CLERK}",
    "quan-tri/dossiers/dossier/<uuid:key>/giay-bien-nhan/": "lllooonff lllooonff",
    "XrdAdapter/RestService/forward/tep/<str:token>": "n m",
    "VXPAdapter/RestService/forward/tep/<str:token>": "n m",
    "XrdAdapter/RestService/forward/tep/phan-anh/<str:token>": "n m",
    "VXPAdapter/RestService/forward/tep/phan-anh/<str:token>": "n m",
    "so-lieu/": "o m",
    **{
        f"quan-tri/so-lieu/{page}": "lllffoffo lllmmmmmm"
        for page in (
            "",
            "bao-cao.pdf",
            "bao-cao.xlsx",
            "bieu-06/",
            "bieu-06/bieu-06.xlsx",
            "thu-phi/",
            "thu-phi/thu-phi.pdf",
            "thu-phi/thu-phi.xlsx",
            "<slug:figure>/",
        )
    },
    **{
        f"quan-tri/so-lieu/{page}": "lllffoffo lllffbffb"
        for page in ("bieu-06/bieu-06.pdf", "<slug:figure>/danh-sach.xlsx")
    },
    "healthz/live": "o m",
    "healthz/ready": "o m",
    **dict.fromkeys(DOORS, "m n"),
    **dict.fromkeys(CONFIRMATIONS, "m o"),
}

CATALOGUE = "lllffffof"
ADMINISTRATOR = "lllfffffo"
NOBODY = "lllffffff"


def _model(name: str, see: str, *, add: str = NOBODY, change: str = NOBODY, delete: str = NOBODY) -> dict[str, str]:
    """The admin's addresses of a model; ``change`` is what posting gets, whoever sees it opens the page."""
    at, row = f"quan-tri/{name}/", f"quan-tri/{name}/<path:object_id>/"
    return {
        at: f"{see} {see}",
        f"{at}add/": f"{add} {add}",
        f"{row}history/": f"{see} {see}",
        f"{row}delete/": f"{delete} {delete}",
        f"{row}change/": f"{see} {change}",
        row: "lllrrrrrr lllrrrrrr",
    }


for _name in ("agencies/agency", "agencies/post", "accounts/user"):
    TABLE |= _model(_name, ADMINISTRATOR, add=ADMINISTRATOR, change=ADMINISTRATOR)
TABLE |= _model("portal/auditline", ADMINISTRATOR)
TABLE |= _model("national/exchange", ADMINISTRATOR)
TABLE |= _model("procedures/field", CATALOGUE, change=CATALOGUE.replace("o", "r"))
for _name in ("procedures/procedure", "procedures/edition"):
    TABLE |= _model(_name, CATALOGUE, change=CATALOGUE)
for _name in ("guide", "lifeevent", "trainingmaterial", "trainingsession"):
    TABLE |= _model(f"procedures/{_name}", CATALOGUE, add=CATALOGUE, change=CATALOGUE, delete=CATALOGUE)
TABLE["quan-tri/procedures/trainingsession/tap-huan/"] = f"{OFFICIAL} lllnnnnnn"
TABLE["quan-tri/procedures/trainingsession/tap-huan/tai-lieu/<int:pk>/"] = f"{OFFICIAL} {OFFICIAL}"
TABLE |= _model("procedures/synonym", CATALOGUE, add=CATALOGUE, change=CATALOGUE, delete=CATALOGUE)
TABLE |= _model("procedures/askedquery", CATALOGUE)
LEADERS_TOO = "lllffofof"
TABLE |= _model("dossiers/cannedanswer", LEADERS_TOO, add=LEADERS_TOO, change=LEADERS_TOO, delete=LEADERS_TOO)
_history = LEADERS_TOO.replace("f", "r")  # to others the row is not there
TABLE["quan-tri/dossiers/cannedanswer/<path:object_id>/history/"] = f"{_history} {_history}"
TABLE |= _model("feedback/postingcheck", LEADERS_TOO, add=CATALOGUE)
TABLE["quan-tri/feedback/postingcheck/<path:object_id>/history/"] = f"{_history} {_history}"
_form = "quan-tri/procedures/edition/<int:edition>/"
_led_back = CATALOGUE.replace("o", "r")
TABLE |= {f"{_form}{page}/": f"{CATALOGUE} {CATALOGUE}" for page in ("xem-thu",)}
TABLE |= {f"{_form}{page}/": f"{CATALOGUE} {_led_back}" for page in ("bieu-mau", "vi-du")}
TABLE[f"{_form}bieu-mau/xuat/"] = f"{CATALOGUE} {CATALOGUE}"
_changing = (
    "chu-ho-so", "phan/them", "phan/<str:place>", "cau-hoi/<str:place>", "cau-hoi/<str:place>/them", "trao-doi",
)  # fmt: skip
TABLE |= {f"{_form}bieu-mau/{page}/": f"{_led_back} {_led_back}" for page in _changing}
TABLE[f"{_form}vi-du/them/"] = f"{_led_back} {_led_back}"
TABLE |= _model("procedures/decision", CATALOGUE, add=CATALOGUE, change=CATALOGUE, delete=CATALOGUE)
WITHOUT_TOKEN = CATALOGUE.replace("o", "b")
TABLE |= _model("procedures/plan", CATALOGUE, add=CATALOGUE, change=CATALOGUE, delete=NOBODY)
TABLE |= _model("procedures/planentry", CATALOGUE, add=CATALOGUE, change=CATALOGUE, delete=NOBODY)
SEEN_ONLY = CATALOGUE.replace("o", "m")
TABLE["quan-tri/procedures/plan/<int:pk>/tien-do/"] = f"{CATALOGUE} {SEEN_ONLY.replace('f', 'm')}"
TABLE["quan-tri/procedures/planentry/<int:pk>/buoc/"] = f"{CATALOGUE} {CATALOGUE}"
for _place in ("standing/", "standing/xuat/", "refreshrun/", "refreshrun/<int:pk>/"):
    TABLE[f"quan-tri/procedures/{_place}"] = f"{CATALOGUE} {SEEN_ONLY.replace('f', 'm')}"
TABLE["quan-tri/procedures/comparison/"] = f"{CATALOGUE} {WITHOUT_TOKEN}"
TABLE["quan-tri/procedures/comparison/<int:pk>/"] = f"{CATALOGUE} {CATALOGUE}"
_exchange = "quan-tri/procedures/exchange/"
TABLE |= {_exchange: f"{CATALOGUE} {CATALOGUE.replace('o', 'm')}", f"{_exchange}nhap/": f"{CATALOGUE} {CATALOGUE}"}
TABLE |= {f"{_exchange}{page}/": f"{CATALOGUE} {WITHOUT_TOKEN}" for page in ("xuat", "<uuid:key>/xac-nhan")}
# Money: lists for cashiers and leaders, rows for those of the dossier's agency, the book for the agency that issues.
_money, TELLERS, NOBODYS_THERE = "quan-tri/payments/", "lllffofff", "lllffnfff"
TABLE |= {f"{_money}{name}/": f"{TELLERS} {TELLERS}" for name in ("workitem", "refund", "paymentrequest", "receipt")}
TABLE |= {f"{_money}{name}/<int:pk>/": f"{NOBODYS_THERE} {NOBODYS_THERE}" for name in ("workitem", "refund")}
TABLE[f"{_money}receipt/<int:pk>/"] = f"{TELLERS} {NOBODY}"
TABLE |= {f"{_money}receipt/{page}/": f"{TELLERS} {TELLERS}" for page in ("so", "<int:pk>/ban-sao/<int:number>")}
TABLE[f"{_money}paymentrequest/thu/<uuid:key>/"] = "lllonnnnn lllonnnnn"
TABLE[f"{_money}paymentrequest/<int:pk>/sua/"] = "lllonnnnn lllonnnnn"
TABLE[f"{_money}paymentrequest/<int:pk>/hoan/"] = f"{NOBODYS_THERE} {NOBODYS_THERE}"
_job = "quan-tri/portal/job/"
_reorganisation = "quan-tri/agencies/reorganisation/"
TABLE |= {f"{_reorganisation}{page}": f"{ADMINISTRATOR} {ADMINISTRATOR}" for page in ("", "add/", "<uuid:key>/")}
TABLE["quan-tri/dossiers/olddossier/"] = f"{ADMINISTRATOR} {ADMINISTRATOR}"
TABLE["quan-tri/dossiers/reconciliation/"] = f"{ADMINISTRATOR} {ADMINISTRATOR.replace('o', 'b')}"
TABLE["quan-tri/dossiers/reconciliation/<int:pk>/"] = f"{ADMINISTRATOR} {ADMINISTRATOR}"
# Cashiers of the province alone: none is among these.
TABLE |= {
    f"quan-tri/payments/statement/{page}": "lllffffff lllffffff"
    for page in ("", "<uuid:key>/", "<uuid:key>/sai-lech.xlsx", "<uuid:key>/tep/", "<uuid:key>/<int:pk>/")
}
# The till there is the clerk's.
TABLE |= {
    "quan-tri/payments/till/": "lllooooff lllmmmmff",
    "quan-tri/payments/till/<uuid:key>/": "lllonnnff lllonnnff",
    "quan-tri/payments/till/<uuid:key>/bien-ban.pdf": "lllonnnff lllmmmmff",
}
_who = "lllnnnnon"  # who orders long work sees its own
TABLE[f"{_job}<uuid:key>/"] = f"{_who} {_who}"
TABLE[_job] = "llloooooo lllmmmmmm"
TABLE |= {f"{_job}<uuid:key>/{page}/": f"{_who} lllmmmmmm" for page in ("tien-do", "ket-qua")}
# The edition there is published: pages to read open, pages to change lead away, and a change comes too late.
_too_late = CATALOGUE.replace("o", "c")
TABLE |= {
    f"{_form}{page}/": f"{CATALOGUE} {_too_late}"
    for page in ("noi-dung", "truong-hop-giay-to", "thoi-han-giai-quyet", "phi-le-phi", "co-quan-quy-trinh")
}
for _kind in ("truong-hop", "giay-to", "thoi-han", "phi", "mien-giam", "co-quan", "buoc"):
    TABLE |= {f"{_form}{_kind}/{page}/": f"{_led_back} {_too_late}" for page in ("them", "<int:row>", "<int:row>/bo")}
TABLE[f"{_form}ban-nhap/"] = f"{CATALOGUE} {WITHOUT_TOKEN}"
TABLE[f"{_form}khac-biet/"] = f"{CATALOGUE} {CATALOGUE}"
TABLE |= {f"{_form}{page}/": f"{_led_back} {_too_late}" for page in ("cong-bo", "bo")}
# The decision there is being prepared and names nothing yet.
_decision = "quan-tri/procedures/decision/<int:decision>/"
TABLE[f"{_decision}cong-bo/"] = f"{CATALOGUE} {WITHOUT_TOKEN}"
TABLE |= {
    f"{_decision}{page}/": f"{CATALOGUE} {CATALOGUE}"
    for page in ("thong-tin", "van-ban", "thu-tuc", "thu-tuc/them/<int:procedure>")
}
TABLE |= {f"{_decision}{page}/": f"{_led_back} {_led_back}" for page in ("thu-tuc/<int:line>", "thu-tuc/<int:line>/bo")}
_wording = CATALOGUE.replace("of", "oo")
TABLE["quan-tri/notices/noticetemplate/"] = TABLE["quan-tri/notices/noticetemplate/<slug:key>/"] = (
    f"{_wording} {_wording}"
)
TABLE["quan-tri/notices/delivery/"] = f"{ADMINISTRATOR} {ADMINISTRATOR.replace('o', 'r')}"
_link = "quan-tri/dossiers/nationalmessage/"
TABLE[f"{_link}ton-dong/"] = f"{ADMINISTRATOR} {ADMINISTRATOR}"
TABLE |= {f"{_link}{page}": f"{ADMINISTRATOR} {ADMINISTRATOR.replace('o', 'm')}" for page in ("", "tu-cong-quoc-gia/")}
for _name in (
    "calendar/workday",
    "calendar/workinghours",
    "dossiers/returncharge",
    "dossiers/resulttemplate",
    "dossiers/neededassurance",
):
    TABLE |= _model(_name, CATALOGUE, add=CATALOGUE, change=CATALOGUE, delete=CATALOGUE)
TABLE["quan-tri/dossiers/resulttemplate/<int:pk>/xem-thu/"] = f"{CATALOGUE} {CATALOGUE}"

# Petitions: the one there is the citizen's, in the hand of the officer's and the leader's agency, and not published.
TABLE |= {
    "phan-anh/": "o m",
    "phan-anh/tin.xml": "o m",
    "phan-anh/gui/": "o o",
    "phan-anh/theo-doi/": "o o",
    "phan-anh/<uuid:uuid>/": "rorrrrrrr rnrrrrrrr",
    "phan-anh/<uuid:uuid>/tep/<uuid:key>/": "nonnnnnnn m",
    "quan-tri/feedback/petition/": "lllooooff lllmmmmff",
    "quan-tri/feedback/petition/so/": "lllooooff lllmmmmff",
    "quan-tri/feedback/petition/ghi-nhan/": "lllffffff lllffffff",
    "quan-tri/feedback/petition/<uuid:key>/": "lllnoonff lllnnnnff",
    "quan-tri/feedback/petition/<uuid:key>/tep/<uuid:file>/": "lllnoonff lllmmmmff",
}

# Questions: the one there is the citizen's, in the hand of the officer's and the leader's agency, and not published.
TABLE |= {
    "hoi-dap/": "o m",
    "hoi-dap/atom.xml": "o m",
    "hoi-dap/gui/": "o o",
    "hoi-dap/theo-doi/": "o o",
    "hoi-dap/<uuid:uuid>/": "rorrrrrrr rnrrrrrrr",
    "hoi-dap/<uuid:uuid>/tep/<uuid:key>/": "n m",  # a draft of the answer
    "quan-tri/feedback/enquiry/": "lllooooff lllmmmmff",
    "quan-tri/feedback/enquiry/<uuid:key>/": "lllnoonff lllnnnnff",
    "quan-tri/feedback/enquiry/<uuid:key>/tep/<uuid:file>/": "lllnoonff lllmmmmff",
}

# Ratings and scores. The token there is of a received dossier: whoever has it rates, officials of the dossier do not.
TABLE |= {
    "danh-gia/quay/": "o o",
    "danh-gia/quay/<uuid:turn>/": "o o",
    "danh-gia/<slug:token>/": "o ooocooooo",
    "so-lieu/cham-diem/": "o m",
    "so-lieu/cham-diem/<slug:period>/<slug:agency>/": "o m",
    "quan-tri/feedback/remark/": "lllffofff lllffofff",
    "quan-tri/feedback/remark/<uuid:key>/": "lllffofff lllffofff",
    "quan-tri/feedback/kioskturn/": "lllofofff lllofofff",
    "quan-tri/feedback/scoresheet/": "lllooooff lllooooff",
}

# A contest runs; the citizen's entry there has begun, and has a certificate all the same.
TABLE |= {
    "khao-sat/": "o m",
    "khao-sat/tra-cuu/": "o o",
    "khao-sat/giay-chung-nhan/<str:token>/": "o m",
    "khao-sat/<slug:slug>/": "o m",
    "khao-sat/<slug:slug>/bat-dau/": "o o",
    "khao-sat/<slug:slug>/ket-qua/": "r m",
    "khao-sat/<slug:slug>/bai/<uuid:uuid>/": "rorrrrrrr rnrrrrrrr",
    "khao-sat/<slug:slug>/bai/<uuid:uuid>/tu-luu/": "m nonnnnnnn",
    "khao-sat/<slug:slug>/bai/<uuid:uuid>/giay-chung-nhan/": f"{OWNER.replace('l', 'n')} m",
}
_contest, _reading, _gone = "quan-tri/feedback/questionnaire/", "lllffffmf", CATALOGUE.replace("o", "n")
TABLE |= {f"{_contest}{page}": f"{CATALOGUE} {CATALOGUE}" for page in ("them/", "<int:pk>/cau-hoi/")}
TABLE |= {
    f"{_contest}{page}": f"{CATALOGUE} {_reading}"
    for page in ("", "mau-cau-hoi/", "<int:pk>/xem-thu/", "<int:pk>/tep/<uuid:job>/")
}
TABLE[f"{_contest}<int:pk>/"] = f"{CATALOGUE} {_gone}"
TABLE |= {f"{_contest}<int:pk>/{page}/": f"{_gone} {_gone}" for page in ("sua", "vong", "vong/<int:number>")}


def expected(route: str, method: str) -> dict[str, str]:
    """Role to letter; an address not in the table is a ``KeyError``."""
    letters = TABLE[route].split()[("get", "post").index(method)]
    return dict(zip(ROLES, letters * len(ROLES) if len(letters) == 1 else letters, strict=True))
