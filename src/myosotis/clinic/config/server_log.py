"""What the server itself says of a request goes past the clinic's own log; it is written by the same rule."""

from gunicorn.glogging import Logger

from myosotis.clinic.config.unlogged import WithoutTokens


class ServerLog(Logger):
    """gunicorn's own log, no line of which holds a token."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(WithoutTokens(inner=handler.formatter))
