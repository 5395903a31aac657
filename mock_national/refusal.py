"""A business error: answered with HTTP 200, a code and words (protocols §3.2)."""


class Refused(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message
