"""What a client does on many pages, as a finger would."""

# Every client of the tests was born on the fourth of May.
DAY, MONTH = 4, 5
# Longer than checkin.js holds a page still that came by itself.
STILL_MS = 600


def say_birthday(page, day=DAY, month=MONTH):
    """The gate: day and month from two lists."""
    page.locator("#id_day").select_option(str(day))
    page.locator("#id_month").select_option(str(month))
    page.locator("main form button").first.click()


def sign_in(page, served, look=lambda page: page):
    """Name and password, then the code of the phone; up to the worklist, or what must be read before it."""
    from tests.integration.people import PASSWORD, code_on_the_phone

    page.goto(f"{served}/worklist/")
    look(page).locator("#id_username").fill("nora")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/login/code/")
    look(page).locator("#id_code").fill(code_on_the_phone())
    page.locator("main form button").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def leads_on(page, tap, button=None):
    """The last tap on a page that goes on by itself; without scripts its `button` is pressed after the tap."""
    before = page.url
    tap()
    if button:
        page.get_by_role("button", name=button).click()
    page.wait_for_url(lambda url: url != before)


class Finger:
    """A client's finger on her phone: walks through a check-in by its addresses, and counts its taps."""

    def __init__(self, page, *, scripts=True):
        self.page, self.scripts, self.taps, self.went_by_itself = page, scripts, 0, False

    def tap(self, where: str) -> None:
        self.page.locator(where).first.click()
        self.taps += 1

    @property
    def step(self) -> str:
        """The last part of the address: pain, feel, answer …"""
        return self.page.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]

    def open(self, address: str) -> None:
        """Up to the gate: the link, the press, no danger, her birthday. From there on taps count."""
        self.page.goto(address)
        self.goes_on(lambda: self.tap("main form button"))
        self.goes_on(lambda: self.tap("button[name=none]"))
        self.goes_on(lambda: say_birthday(self.page))
        self.taps = 0

    def goes_on(self, act) -> None:
        """Until the next page is there; whoever reads it does not tap in the first half second."""
        before = self.page.url
        act()
        self.page.wait_for_url(lambda url: url != before)
        if self.went_by_itself:
            self.page.wait_for_timeout(STILL_MS)
        self.went_by_itself = False

    def begin_again(self) -> None:
        self.goes_on(lambda: self.tap("form[action='/checkin/again/'] button"))
        self.taps = 0

    def answer(self, **given) -> "Finger":
        """Every page until the answer stands there. What is not given is answered as when nothing is wrong."""
        while self.step not in ("answer", "danger"):
            self.goes_on(lambda: getattr(self, f"_{self.step}", self._you)(given))
        return self

    def _choose(self, name, value):
        self.tap(f"label.pick:has(input[name={name}][value='{value}'])")

    def _continue(self, itself=False):
        """The button, where the page does not go on by itself."""
        self.went_by_itself = itself and self.scripts
        if not self.went_by_itself:
            self.tap("main form:not(.wish) button:not([name]):not([type=button])")

    def _you(self, given):
        self.tap("main form button")

    def _flags(self, given):
        self.tap("button[name=none]")

    def _pain(self, given):
        self._choose("pain", given.get("pain", 4))
        self._choose("compared", given.get("compared", "better"))
        self._continue(itself=True)

    def _feel(self, given):
        if given.get("same"):
            self.tap("button[name=same]")
            return
        for quality in given.get("qualities", ("sore", "bruised")):
            self._choose("qualities", quality)
        self._choose("quality_kind", given.get("kind", "bruise_like"))
        self._continue()

    def _places(self, given):
        if given.get("same"):
            self.tap("button[name=same]")
            return
        for site in given.get("sites", ("shoulder:left",)):
            box = self.page.locator(f"label:has(input[name=sites][value='{site}'])").first
            region = box.locator("xpath=ancestor::details[not(@open)]")
            while region.count():
                region.first.locator("summary").first.click()
                self.taps += 1
            box.click()
            self.taps += 1
        self._continue()

    def _other_side(self, given):
        self._choose("sites_confirmed", given.get("sites_confirmed", "yes"))
        self._continue(itself=True)

    def _old_place(self, given):
        self._choose("compared", given.get("old_place", "better"))
        self._continue(itself=True)

    def _at_place(self, given):
        for line in self.page.locator("fieldset").all():
            line.locator("label.pick:has(input[value=no])").click()
            self.taps += 1
        self._continue()

    def _signs(self, given):
        self.tap("button[name=none]")

    def _marks(self, given):
        if "bruise" not in given:
            self.tap("button[name=none]")
            return
        self._choose("bruise", given["bruise"])
        self._choose("painkiller", "no")
        self._continue()

    def _more(self, given):
        if "bruise" in given:
            self._choose("mark_spreading", "no")
        self.page.locator("input[name=strong_worse_hours]").fill(str(given.get("strong_worse_hours", 2)))
        self._continue()

    def _review(self, given):
        self._continue()
