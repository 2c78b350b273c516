"""Every page and state as a picture: phone and desk, light and dark, Danish and English, in one folder.

    .venv/bin/python tools/screens.py FOLDER [--only WORD] [--port 8123]

Starts a demo clinic of its own, signs in, follows every link of the therapist's pages, answers the client's
questions and the self-check in several ways, and writes FOLDER/VARIANT/NAME.png with FOLDER/index.html, which
shows each page in all variants side by side. To be looked at by a person; it fails only where a page answers
with an error, is wider than its screen or writes an error to the console.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SIZES = {
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "desk": {"viewport": {"width": 1280, "height": 900}},
}
LOCALES = {"da": "da-DK", "en": "en-GB"}
COLOURS = ("light", "dark")
# What stands in an address for one thing among many, and how many of a kind are worth a picture.
ONE_OF_MANY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[A-Za-z0-9_-]{20,}|(?<=/)\d+(?=/)")
OF_A_KIND = 3
NOT_A_PAGE = re.compile(r"/logout/|^tel:|^mailto:")
# What only an answer has: the box with what to do, or the alarm.
ANSWERED = "main section.answer, main .alarm"
MOST_PAGES, MOST_STEPS = 150, 30

# How a person answers, by the name of the field; a field not named gets its first choice that says no harm.
WALKS = {
    "calm": {"pain": "4", "compared": "better", "marks": "none"},
    "flare": {"pain": "8", "compared": "worse", "qualities": "bruised"},
    "danger": {"FIRST_LINE": "yes"},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="only variants whose name has this word, such as phone or dark-en")
    parser.add_argument("--port", type=int, default=8123)
    asked = parser.parse_args()
    variants = ["-".join(parts) for parts in product(SIZES, COLOURS, LOCALES)]
    variants = [name for name in variants if asked.only in name]
    if not variants:
        parser.error(f"no variant has {asked.only!r} in its name")
    faults = []
    with tempfile.TemporaryDirectory() as home, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"), args=_as_root())
        for variant in variants:
            with demo_clinic(Path(home) / variant, asked.port) as address:
                began = time.monotonic()
                tour = Tour(browser, address, asked.folder / variant, variant)
                tour.everything()
                faults += tour.faults
                print(f"{variant}: {len(tour.shot)} pictures in {time.monotonic() - began:.0f} s", flush=True)
        browser.close()
    write_index(asked.folder, variants)
    for fault in faults:
        print(f"! {fault}")
    print(f"{asked.folder / 'index.html'} shows them side by side; {len(faults)} faults")
    return 1 if faults else 0


def _as_root() -> list[str]:
    # Chromium's sandbox refuses to start as root.
    return ["--no-sandbox"] if os.geteuid() == 0 else []


class demo_clinic:
    """A demo of this run's own on loopback, for as long as the block lasts: each variant meets it untouched."""

    def __init__(self, home: Path, port: int):
        self.home, self.address = home, f"http://localhost:{port}"
        self.port = port

    def __enter__(self) -> str:
        self.home.mkdir(parents=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "myosotis", "demo", "--port", str(self.port), "--fresh"],
            cwd=ROOT, env=os.environ | {"MYOSOTIS_HOME": str(self.home)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        until = time.monotonic() + 90
        while time.monotonic() < until and self.process.poll() is None:
            try:
                urllib.request.urlopen(self.address, timeout=5).close()
                return self.address
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        self.process.kill()
        raise SystemExit(f"the demo did not start:\n{self.process.stdout.read()}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)


class Tour:
    """One browser as one kind of person has it, walking through everything."""

    def __init__(self, browser, address: str, folder: Path, variant: str):
        size, colour, language = variant.split("-")
        self.address, self.folder, self.variant = address, folder, variant
        self.browser, self.language = browser, language
        self.look = SIZES[size] | {"color_scheme": colour, "locale": LOCALES[language], "timezone_id": "Europe/Copenhagen"}
        self.shot, self.kinds, self.faults = [], Counter(), []
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()

    def everything(self) -> None:
        self.visitor()
        self.therapist()
        for name, answers in WALKS.items():
            self.client(name, answers)
            self.selfcheck(name, answers)

    # ---- the walks

    def visitor(self) -> None:
        page = self._page()
        self._follow(page, ["/", "/check/", "/knowledge/", "/nothing-here/"], inside=lambda path: False)
        page.context.close()

    def therapist(self) -> None:
        page = self._page()
        page.goto(f"{self.address}/worklist/")
        for _ in range(MOST_STEPS):
            # Signing in, the second factor and what must be read first: forms that lead on.
            if page.url.split("?")[0] == f"{self.address}/worklist/":
                break
            self._shoot(page, "sign-in" + page.url.removeprefix(self.address).split("?")[0].replace("/", "-"))
            self._fill(page, {})
            self._press(page)
        seen = self._follow(page, ["/worklist/"], inside=lambda path: True)
        self.before_a_treatment(page, next(path for path in seen if path.endswith("/before/")))
        page.context.close()

    def before_a_treatment(self, page, path: str) -> None:
        """The therapist hands over this device, and the client answers."""
        page.goto(self.address + path)
        page.locator("main form button:not([name])").click()
        self._shoot(page, "before-link")
        with page.expect_navigation():
            page.locator("main form button[name=here]").click()
        self._answer(page, "before", {"FIRST_LINE": "yes", "signs": "headache"})

    def own_courses(self, page) -> None:
        """From her answer to her own history, which the demo leads to at once."""
        page.locator("form[action='/my/link/'] button").click()
        self._shoot(page, "my-asked")
        page.goto(self.address + page.locator('main a[href*="/my/in/"]').first.get_attribute("href").removeprefix(self.address))
        self._shoot(page, "my-way-in")
        self._fill(page, {})
        self._press(page)
        for path in ("/my/", "/my/withdraw/", "/my/exercises/"):
            page.goto(self.address + path)
            self._shoot(page, path.strip("/").replace("/", "-"))

    def client(self, name: str, answers: dict) -> None:
        page = self._page()
        page.goto(self.address)
        page.goto(self.address + page.locator('a[href*="/c/"]').first.get_attribute("href").removeprefix(self.address))
        self._answer(page, f"checkin-{name}", answers)
        if name == "calm":
            self.own_courses(page)
        page.context.close()

    def selfcheck(self, name: str, answers: dict) -> None:
        page = self._page()
        page.goto(f"{self.address}/check/")
        self._answer(page, f"self-check-{name}", answers)
        page.context.close()

    def _follow(self, page, paths: list[str], inside) -> set[str]:
        """Every page that can be reached from these, a few of each kind; gives every address that was met."""
        waiting, known, kinds = list(paths), set(paths), Counter()
        while waiting and len(known) < MOST_PAGES:
            path = waiting.pop(0)
            kind = ONE_OF_MANY.sub("ID", path.split("?")[0])
            if kinds[kind] >= OF_A_KIND:
                continue
            kinds[kind] += 1
            try:
                answer = page.goto(self.address + path)
            except PlaywrightError as error:
                if "Download is starting" in str(error):
                    continue  # a file to keep, not a page to look at
                raise
            if answer is not None and "html" not in answer.headers.get("content-type", ""):
                continue
            if answer is None or (answer.status >= 400 and "nothing-here" not in path):
                self.faults.append(f"{self.variant} {path}: {answer and answer.status}")
                continue
            self._shoot(page, kind.strip("/").replace("/", "-").replace("ID", "x") or "welcome")
            for link in page.eval_on_selector_all("main a[href], nav a[href]", "all => all.map(a => a.getAttribute('href'))"):
                link = link.removeprefix(self.address).split("#")[0]
                if link.startswith("/") and link not in known and not NOT_A_PAGE.search(link) and inside(link):
                    known.add(link)
                    waiting.append(link)
        return known

    def _answer(self, page, name: str, answers: dict) -> None:
        for number in range(1, MOST_STEPS):
            self._shoot(page, f"{name}-{number:02}")
            if page.locator(ANSWERED).count() or not page.locator("main form button").count():
                return
            before = page.url, page.locator("main").inner_text()
            self._fill(page, answers)
            self._press(page, none="FIRST_LINE" not in answers)
            if (page.url, page.locator("main").inner_text()) == before:
                self.faults.append(f"{self.variant} {name}: stands still at {page.url}")
                return

    def _fill(self, page, answers: dict) -> None:
        """Answer what is open on this page: the walk's own answers, else what says no or little."""
        names = page.eval_on_selector_all(
            "main input[type=radio]", "all => [...new Set(all.filter(i => i.offsetParent !== null).map(i => i.name))]"
        )
        # The first danger line is whatever the book asks first.
        lines = [name for name in names if name.startswith("flag_")]
        answers = answers | ({lines[0]: "yes"} if lines and "FIRST_LINE" in answers else {})
        for name in names:
            group = page.locator(f'main input[type=radio][name="{name}"]')
            values = [one.get_attribute("value") for one in group.all()]
            if page.locator(f'main input[type=radio][name="{name}"]:checked').count() and name not in answers:
                continue
            likely = (answers.get(name), "no", "none", "0", "same", "false", "never", values[0])
            value = next(value for value in likely if value in values)
            group.nth(values.index(value)).evaluate("input => { input.checked = true }")
        if not page.locator('main form button[name="none"]').count():
            for group in page.locator("main fieldset:has(input[type=checkbox]):not(:has(input[type=radio]))").all():
                if group.is_visible() and not group.locator("input:checked").count():
                    group.locator("input[type=checkbox]").first.evaluate("input => { input.checked = true }")
        for name, value in answers.items():
            page.locator(f'main input[type=checkbox][name="{name}"][value="{value}"]').evaluate_all(
                "all => all.forEach(input => { input.checked = true })"
            )
        # The demo says on its own pages what must be known to go on: a birthday, a code.
        for one in page.locator("[data-demo-day]").all():
            for part in ("day", "month"):
                page.locator(f"#id_{part}").select_option(one.get_attribute(f"data-demo-{part}"))
        for one in page.locator("[data-demo-code]").all():
            page.locator("#id_code").fill(one.get_attribute("data-demo-code"))
        for one in page.locator('main input[type=number]:visible, main input[inputmode="numeric"]:visible').all():
            if not one.input_value():
                one.fill("2")

    def _press(self, page, *, none: bool = True) -> None:
        """On: the first button that sends the form, or `none of these` where nothing is wrong."""
        button = page.locator("main form button:not(.as-link, .unseen):not([type=button]):visible")
        if page.locator('main form button[name="none"]').count():
            button = page.locator('main form button[name="none"]' if none else 'main form button:not([name="none"]):not(.as-link, .unseen):not([type=button])')
        with page.expect_navigation():
            button.first.click()

    # ---- pictures

    def _page(self):
        context = self.browser.new_context(**self.look)
        # A client's pages are in the client's own language until another is chosen on the page.
        context.add_cookies([{"name": "django_language", "value": self.language, "url": self.address}])
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", lambda said: self.faults.append(f"{self.variant} {page.url}: {said.text}") if said.type == "error" and "404" not in said.text else None)  # fmt: skip
        page.on("pageerror", lambda error: self.faults.append(f"{self.variant} {page.url}: {error}"))
        return page

    def _shoot(self, page, name: str) -> None:
        self.kinds[name] += 1
        if self.kinds[name] > 1:
            name = f"{name}-{self.kinds[name]}"
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            self.faults.append(f"{self.variant} {name}: {wide} pixels wider than the screen")
        page.screenshot(path=self.folder / f"{name}.png", full_page=True)
        self.shot.append(name)


def write_index(folder: Path, variants: list[str]) -> None:
    """One row a page, one column a variant."""
    names = sorted({file.stem for variant in variants for file in (folder / variant).glob("*.png")})
    head = "".join(f"<th>{variant}</th>" for variant in variants)
    rows = []
    for name in names:
        cells = "".join(
            f'<td><a href="{variant}/{name}.png"><img src="{variant}/{name}.png" alt="{escape(name)}, {variant}" loading="lazy"></a></td>'
            if (folder / variant / f"{name}.png").exists() else "<td>–</td>"
            for variant in variants
        )  # fmt: skip
        rows.append(f"<tr><th>{escape(name)}</th>{cells}</tr>")
    style = "body{font:14px sans-serif}img{width:180px;border:1px solid #999}td,th{vertical-align:top;padding:4px}"
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><style>{style}</style>'
        f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></html>\n"
    )


if __name__ == "__main__":
    sys.exit(main())
