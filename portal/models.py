"""The platform's own tables, each defined in the module named after what it does."""

from portal.audit.models import AuditHead, AuditLine
from portal.jobs.models import Job, JobLine, JobPart
from portal.once import FormToken

__all__ = ["AuditHead", "AuditLine", "FormToken", "Job", "JobLine", "JobPart"]
