"""A template of a result for the demonstration; the desk writes its own."""

from dossiers.models import ResultTemplate
from procedures.models import Procedure

PROCEDURE = "1.004873"
BODY = """Theo đề nghị của ông/bà {owner_name}, số định danh {owner_number}, địa chỉ {owner_address}, tại hồ sơ số {code}, tiếp nhận {received};

{agency} xác nhận: qua kiểm tra hồ sơ lưu trữ, thông tin mà ông/bà {owner_name} đã khai là đúng với sổ sách đang quản lý.

Giấy này được cấp theo thủ tục {procedure}."""  # noqa: E501  (one line a paragraph, as it is typed at the desk)


def seed() -> str:
    """Safe to repeat: whoever has any template keeps their own."""
    procedure = Procedure.objects.filter(code=PROCEDURE).first()
    if ResultTemplate.objects.exists() or procedure is None:
        return "there already" if procedure else "0 templates"
    ResultTemplate.objects.create(
        procedure=procedure, name="Giấy xác nhận (minh hoạ)", heading="Giấy xác nhận", body=BODY
    )
    return "1 template"
