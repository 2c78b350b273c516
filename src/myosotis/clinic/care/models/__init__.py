"""What is stored about a client. Every row knows its clinic; see `people.models.Clinic`."""

from myosotis.clinic.care.models.answers import CheckIn, LeftOff
from myosotis.clinic.care.models.client import Client, Complaint
from myosotis.clinic.care.models.judged import Acknowledgement, Assessment
from myosotis.clinic.care.models.link import AnswerLink
from myosotis.clinic.care.models.standing import FollowedUp, Standing
from myosotis.clinic.care.models.treated import Baseline, Treatment

__all__ = [
    "Acknowledgement",
    "AnswerLink",
    "Assessment",
    "Baseline",
    "CheckIn",
    "Client",
    "Complaint",
    "FollowedUp",
    "LeftOff",
    "Standing",
    "Treatment",
]
