"""The commands of a clinic. Nothing of it is imported before one of them runs."""

import argparse


class CommandError(Exception):
    """Something the person at the keyboard can mend; shown as one line, without a traceback."""


def add_commands(commands: argparse._SubParsersAction) -> None:
    demo = commands.add_parser("demo", help="serve a demo clinic with invented people")
    demo.add_argument("--port", type=int, default=8000, help="the port to serve on (default 8000)")
    demo.add_argument("--fresh", action="store_true", help="throw away the demo's database and make a new one")
    demo.set_defaults(run=_demo)
    serve = commands.add_parser("serve", help="serve a real clinic")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (default 127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="the port to serve on (default 8000)")
    serve.add_argument("--workers", type=int, default=2, help="how many processes answer (default 2)")
    serve.set_defaults(run=_serve)
    worker = commands.add_parser("worker", help="send what is due in the outbox")
    worker.add_argument("--once", action="store_true", help="send what is due now and stop")
    worker.set_defaults(run=_worker)
    another = commands.add_parser("open-clinic", help="print a link with which another clinic is opened here, once")
    another.set_defaults(run=_open_clinic)
    copied = commands.add_parser("backup", help="copy a clinic's data and secret into one file")
    copied.add_argument("file", help="the file to make, such as clinic.tar.gz")
    copied.set_defaults(run=_backup)
    back = commands.add_parser("restore", help="put such a copy back where there is nothing yet")
    back.add_argument("file", help="the file that backup made")
    back.add_argument("--erased", metavar="LIST", help="the newest erased.txt, so that nobody who was erased comes back; none if nobody was")
    back.set_defaults(run=_restore)
    log = commands.add_parser("check-log", help="say whether the log of who did and saw what is whole")
    log.set_defaults(run=_check_log)


def _clinic():
    try:
        from myosotis.clinic import run
    except ImportError as error:
        raise CommandError(f"the clinic cannot start: {error}") from None
    return run


def _demo(options) -> int:
    return _clinic().demo(port=options.port, fresh=options.fresh)


def _serve(options) -> int:
    return _clinic().serve(host=options.host, port=options.port, workers=options.workers)


def _open_clinic(options) -> int:
    return _clinic().open_clinic()


def _backup(options) -> int:
    return _clinic().backup(options.file)


def _restore(options) -> int:
    return _clinic().restore(options.file, erased=options.erased)


def _check_log(options) -> int:
    return _clinic().check_log()


def _worker(options) -> int:
    return _clinic().worker(once=options.once)
