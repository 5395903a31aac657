"""The one way a stored file leaves.

As a download that no browser will run (D10). Who may have it is the calling view's question.
"""

from django.http import FileResponse

from portal.files.models import StoredFile
from portal.files.storage import open_stored

SANDBOX = "default-src 'none'; sandbox"


def serve(stored: StoredFile) -> FileResponse:
    """``stored`` as an attachment. Raises ``FileDamaged``."""
    response = FileResponse(
        open_stored(stored), as_attachment=True, filename=stored.name, content_type=stored.media_type
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
