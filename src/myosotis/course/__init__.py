"""What happened, as value objects: a Course, a Complaint, a Person, and the facts that cards may ask of them."""

from myosotis.course.errors import AnswerError
from myosotis.course.facts import CLOCKS, FACTS
from myosotis.course.felt import Felt, felt_at
from myosotis.course.models import Baseline, CheckIn, Client, Complaint, Course, Person, Treatment
from myosotis.course.parts import read_strictly
from myosotis.course.readable import all_readable, readable, readable_before

__all__ = [
    "CLOCKS", "FACTS", "AnswerError", "Baseline", "CheckIn", "Client", "Complaint", "Course", "Felt", "Person", "Treatment",
    "all_readable", "felt_at", "read_strictly", "readable", "readable_before",
]  # fmt: skip
