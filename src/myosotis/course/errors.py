"""The one family of errors about what people answered: where, what, what instead."""


class AnswerError(ValueError):
    """An answer that cannot be read. Shown to people as it is, without a traceback."""

    def __init__(self, where: str, what: str, instead: str = ""):
        self.where, self.what, self.instead = where, what, instead
        super().__init__(f"{where}: {what}" + (f"; {instead}" if instead else ""))
