"""Is the log whole? Every event is sealed over the one before it; what was changed, taken out or slipped in shows."""

from dataclasses import dataclass

from myosotis.clinic.keeping.log_heads import last_head
from myosotis.clinic.people.models import Clinic, Event


@dataclass(frozen=True)
class Fault:
    clinic: str
    number: int
    why: str

    def __str__(self):
        return f"{self.clinic}, event {self.number}: {self.why}"


def faults_in(clinic) -> list[Fault]:
    """The places where the chain of a clinic does not hold, its end too as far as that was written down; empty when it holds."""
    unsealed = Event.objects.filter(clinic=clinic, number=None).count()
    found, before, expected = [], "", 1
    head = last_head(clinic)
    for event in Event.objects.filter(clinic=clinic).exclude(number=None).order_by("number").iterator():
        if event.number != expected:
            found.append(Fault(clinic.name, expected, "missing"))
        elif event.seal != event.sealed_after(before):
            found.append(Fault(clinic.name, event.number, "changed, or the one before it was"))
        elif head and event.number == head["number"] and event.seal != head["seal"]:
            found.append(Fault(clinic.name, event.number, f"not as it was written down at {head['at']}"))
        before, expected = event.seal, event.number + 1
    if head and expected <= head["number"]:
        found.append(Fault(clinic.name, expected, f"missing: at {head['at']} the log had {head['number']} lines"))
    return [*found, Fault(clinic.name, expected, f"{unsealed} more without a number")] if unsealed else found


def check_log() -> tuple[int, list[Fault]]:
    """How many events there are, and every fault in any clinic."""
    faults = [fault for clinic in Clinic.objects.order_by("name") for fault in faults_in(clinic)]
    return Event.objects.count(), faults
