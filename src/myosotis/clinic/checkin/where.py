"""The pages about where it hurts: the places, the other side, the old place that is left, and what a new place may mean."""

from django.utils.translation import gettext as _

from myosotis.body.zones import ZONES
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.fields import CHECKIN, ask, help_of, options, radio
from myosotis.clinic.checkin.page import StepForm, last_answers
from myosotis.clinic.worklist.forms import SitesField
from myosotis.drawing.body_picker import picker, read_marks


class PlacesForm(StepForm):
    """Where it hurts now: the old places first, then the drawn map with its list, each zone with its own number."""

    def build(self):
        self.fields["sites"] = field = SitesField(
            label=ask(CHECKIN, "where_now"), help_text=help_of(CHECKIN, "where_now")
        )
        field.required, field.kind = True, "places"
        field.error_messages["required"] = _("Choose at least one place.")
        baseline = getattr(self.link.treatment, "baseline", None)
        before = baseline.sites if baseline else []
        field.first = [(name, wording.first_letter(wording.site(name))) for name in before]
        earlier = self.link.treatment.checkins.filter(by_her=True).order_by("hours").last()
        marks = read_marks(self.data, "sites") if self.is_bound else None
        said = self.draft.steps.get("places", {})
        self.map = picker(
            wording.load_book(),
            wording.language(),
            field_name="sites",
            chosen=[name for name in (marks.zones if marks else said.get("sites", [])) if name in ZONES],
            pain_at=marks.pain_at if marks else said.get("pain_at"),
            original=before,
            last=[name for name in (earlier.answers.get("sites") or () if earlier else ()) if name in ZONES],
            ask_kind=False,
        )
        self.offer_last_time()

    @classmethod
    def as_last_time(cls, link):
        # Numbers of single places are today's own: they are asked, not repeated.
        sites = last_answers(link).get("sites")
        return {"sites": sites, "side_confirmed": False, "pain_at": {}} if sites else None

    def clean(self):
        """The zones' own numbers come along; a number of a zone that is not ticked does not."""
        given = super().clean()
        marked = read_marks(self.data, "sites").pain_at
        # Asked at the drawing already: the other side, and she is sure.
        given["side_confirmed"] = self.data.get("sites.side_confirmed") == "yes"
        given["pain_at"] = {zone: pain for zone, pain in marked.items() if zone in given.get("sites", [])}
        return given


class OtherSideForm(StepForm):
    def build(self):
        old, other = self.draft.mirrored_site(getattr(self.link.treatment, "baseline", None))
        self.fields["sites_confirmed"] = radio(
            "other_side",
            options("answers", "site_confirmed"),
            label=ask(CHECKIN, "other_side", site=wording.site(old), other_site=wording.site(other)),
        )


class OldPlaceForm(StepForm):
    def build(self):
        old = self.draft.left_place(getattr(self.link.treatment, "baseline", None))
        self.fields["compared"] = radio(
            "old_place", options("answers", "compared"), label=ask(CHECKIN, "old_place", site=wording.site(old))
        )


class AtPlaceForm(StepForm):
    """Pain that is new in calf, chest or belly: the signs of another reason, asked by name now that the place is known."""

    def build(self):
        self.title = wording.text("advice/gate.at_place")
        symptoms = wording.load_book().words("symptoms")
        for sign in self.draft.places_to_mind(getattr(self.link.treatment, "baseline", None)):
            label = symptoms[sign]["ask"][wording.language()]
            self.fields[sign] = radio(sign, options("answers", "choice", ("yes", "no", "unsure")), label=label, help_text="", kind="row")
