"""The platform's receipt: one page of plain text, written as a PDF by hand."""

from mock_national.payplat_models import PaymentOrder


def bill_of(order: PaymentOrder) -> bytes:
    lines = [
        "BIEN LAI THU PHI, LE PHI (BAN MO PHONG)",
        f"Ma tham chieu: {order.reference}",
        f"Ma giao dich: {order.transaction_id}",
        f"So tien: {order.amount} VND",
        f"Noi dung: {order.text}",
    ]
    return _pdf(lines)


def _pdf(lines: list[str]) -> bytes:
    shown = " ".join(f"({_safe(line)}) Tj T*" for line in lines)
    content = f"BT /F1 12 Tf 18 TL 72 770 Td {shown} ET".encode("ascii")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(parts) + 1, len(body)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def _safe(text: str) -> str:
    plain = text.encode("ascii", "replace").decode()
    return plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
