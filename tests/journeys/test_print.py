"""Every page on A4: what is pressed is gone, nothing is cut off, and it is black on white whatever the screen's colours were."""

import os
from pathlib import Path

import pytest

from tests.browser import DESK, PHONE
from tests.integration.test_doors import ANYONE, CLINIC, HERS, TAKES_NO, address, patterns
from tests.journeys.steps import Finger, say_birthday, sign_in
from tests.journeys.test_every_page import clinic  # noqa: F401

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.sqlite_only(reason="paper is the same whatever database is behind it"),
]

# A4 between margins of 15 mm, at 96 pixels an inch.
A4 = {"width": 680, "height": 1009}
# What is no page: files, and addresses that only lead on.
FILES = {"agreement_paper", "agreed_before_paper", "agreement_calendar", "doctor_letter", "visit_summary", "incident_report", "client_file", "client_paper", "clinic_file",
         "treatment_map_pdf", "treatment_export", "my_courses_paper", "my_courses_file"}  # fmt: skip
# The gallery shows parts, outside of any form, to whoever builds pages.
LEADS_ON = {"gallery", "set_language", "robots", "account_login", "mfa_authenticate", "logout", "first_owner", "colleague_enters", "offline_worker",
            "offline_receive", "my_leave",
            "before_way_in", "acknowledge_calm", "end_devices", "alert_address", "my_way_in"}  # fmt: skip
PAPER = os.environ.get("PAPER")

LOOK = """() => {
  const found = [];
  const seen = (e) => e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && e.getClientRects().length > 0;
  const name = (e) => e.outerHTML.slice(0, 110);
  const pressed = ".nav, .skip, .languages, .search, .sos, .bm-stage, .bm-list, button, .button, .as-link, input[type=submit], input[type=search], input[type=file]";
  for (const e of document.querySelectorAll(pressed)) if (seen(e)) found.push("pressed: " + name(e));
  for (const e of document.querySelectorAll("main textarea, main select, main input:not([type=hidden])"))
    if (seen(e) && !e.closest("form.stack")) found.push("no question to fill in: " + name(e));
  if (document.documentElement.scrollWidth > innerWidth) found.push(`wide: ${document.documentElement.scrollWidth} on ${innerWidth}`);
  for (const e of document.querySelectorAll("main *")) {
    if (!seen(e) || e.closest("svg") && e.tagName !== "svg") continue;
    if (e.closest(".unseen") || e.classList.contains("pick") || e.matches(".pick input")) continue;
    const box = e.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`off the paper ${Math.round(box.left)}–${Math.round(box.right)}: ` + name(e));
    const style = getComputedStyle(e);
    if (style.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1 && !e.matches("input, select")) found.push("cut off: " + name(e));
  }
  // Paper is white, and a printer leaves backgrounds out: every letter must be dark enough on white by itself.
  const light = (c) => { const v = c / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const onWhite = (color) => { if (!known.has(color)) known.set(color, measured(color)); return known.get(color); };
  const measured = (color) => { canvas.fillStyle = "#fff"; canvas.fillRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    return 1.05 / (0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b) + 0.05); };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const e = node.parentElement;
    if (!node.data.trim() || !seen(e) || e.closest(".unseen, script, style, template, .bmp, .bm-svg")) continue;
    const style = getComputedStyle(e), color = e.closest("svg") ? style.fill : style.color;
    if (onWhite(color) < 4.5) found.push(`pale ${color}: ` + name(e));
  }
  for (const e of [document.documentElement, document.body, document.querySelector("main")]) {
    const ground = getComputedStyle(e).backgroundColor;
    if (!["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(ground)) found.push("ground " + ground);
  }
  if (!document.querySelector(".on-paper") || !seen(document.querySelector(".on-paper"))) found.push("no date");
  return found;
}"""


class Printer:
    """Looks at a page as it would lie on A4; with PAPER in the environment the sheet itself is kept."""

    def __init__(self, page, language):
        self.page, self.language, self.faults, self.sheets = page, language, {}, 0

    def print(self, name):
        before = self.page.viewport_size
        self.page.wait_for_load_state("load")
        self.page.emulate_media(media="print")
        self.page.set_viewport_size(A4)
        if found := self.page.evaluate(LOOK):
            self.faults[f"{name} {self.page.url}"] = found
        if PAPER:
            margin = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")
            self.page.pdf(path=Path(PAPER) / f"{name}-{self.language}.pdf", format="A4", margin=margin)
        self.sheets += 1
        self.page.emulate_media(media="screen")
        self.page.set_viewport_size(before)

    def must_be_clean(self, least):
        assert self.faults == {}, "\n".join(f"{name}: {fault}" for name, faults in self.faults.items() for fault in faults)
        assert self.sheets >= least


VARIANTS = pytest.mark.parametrize("language, device, scheme", [("da", DESK, "light"), ("en", DESK, "dark")])


@VARIANTS
def test_the_pages_of_a_clinic(clinic, served, open_page, language, device, scheme):  # noqa: F811
    page = open_page(device, language=language, color_scheme=scheme)
    sign_in(page, served)
    things = {"client_id": clinic.client.pk, "complaint_id": clinic.complaint.pk, "treatment_id": clinic.pk}
    printer = Printer(page, language)
    for name, pattern in patterns():
        if name not in CLINIC or name in FILES | LEADS_ON | TAKES_NO["get"]:
            continue
        assert page.goto(served + address(pattern, things)).status == 200, name
        printer.print(name)
    for name, path in (("review-felt", f"complaints/{clinic.complaint.pk}/review/?felt=same"), ("due", "settings/due/")):
        page.goto(f"{served}/{path}")
        printer.print(name)
    printer.must_be_clean(least=22)


@VARIANTS
def test_the_pages_for_everyone_and_a_clients_own(clinic, served, open_page, language, device, scheme):  # noqa: F811
    from django.urls import reverse
    from django.utils import timezone

    from myosotis.clinic.during.actions import begin_sitting
    from myosotis.clinic.mine.actions import make_login_link
    from tests.integration.people import link_of

    page = open_page(device, language=language, color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": served}])
    printer, at = Printer(page, language), timezone.now()
    sitting = begin_sitting(complaint=clinic.complaint, by=clinic.by, at=at, draft={})
    tokens = {"during": sitting.token, "checkin": link_of(clinic).token, "offline": link_of(clinic).token}
    for name, pattern in patterns():
        if name not in ANYONE - LEADS_ON - {"knowledge_page"}:
            continue
        page.goto(served + address(pattern, {"token": tokens.get(name, ""), "number": 1, "name": "about_myoses", "slug": "about_myoses", "language": language, "lang": language}))
        printer.print(name)
    for slug in ("about_myoses", "known_reactions", "danger_signs"):
        page.goto(f"{served}/knowledge/{slug}/")
        printer.print(slug)
    page.goto(f"{served}/my/in/{make_login_link(client=clinic.client, at=at).token}/")
    printer.print("my_way_in")
    say_birthday(page)
    for name in sorted(HERS - FILES):
        page.goto(served + reverse(name))
        printer.print(name)
    printer.must_be_clean(least=15)


@VARIANTS
def test_a_check_in_and_its_answers(served, therapist, open_page, language, device, scheme):
    from tests.integration.people import a_client, a_treatment, link_of

    page = open_page(PHONE, language=language, color_scheme=scheme)
    treatment = a_treatment(therapist, client=a_client(therapist, language=language), hours_ago=50)
    printer = Printer(page, language)

    class Printing(Finger):
        def goes_on(self, act):
            printer.print(f"checkin-{self.step}")
            super().goes_on(act)

    hers = Printing(page)
    hers.open(f"{served}/c/{link_of(treatment).token}/")
    hers.answer(pain=8, compared="worse")
    printer.print("checkin-answer")
    hers.page.goto(f"{served}/checkin/answer/")
    page.locator("form[action='/checkin/again/'] button").click()
    for number, line in enumerate(page.locator("fieldset").all()):
        line.locator("label.pick").nth(0 if number == 0 else 1).click()
    hers.goes_on(hers._continue)
    hers.tap("label.pick:has(input[value=slurred_speech])")
    hers.goes_on(hers._continue)
    printer.print("checkin-danger")
    printer.must_be_clean(least=9)
    page.complaints.clear()
