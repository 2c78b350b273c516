"""The place of a treatment on the worklist: worked out anew whenever something about it changes."""

from django.core.exceptions import ValidationError
from django.db import transaction

from myosotis.clinic.care.models import Assessment, FollowedUp, Standing, Treatment
from myosotis.clinic.care.models.standing import (
    RANK_CALM,
    RANK_NO_ANSWER,
    RANK_NO_ANSWER_AFTER_A_REACTION,
    rank_of,
    rank_with_words,
)
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.felt import as_kept, felt
from myosotis.clinic.care.schedule import missed, pauses_of, silent_from
from myosotis.clinic.people.models import Event
from myosotis.terms import Level


def restand(treatment) -> Standing:
    """Called in the transaction of whatever changed; gives the row as it now is."""
    # Whoever else works it out for this treatment waits, and then sees what we saw and more.
    Treatment.objects.select_for_update(no_key=True).only("pk").get(pk=treatment.pk)
    judged = list(
        Assessment.objects.filter(checkin__treatment=treatment)
        .defer("inputs", "answer", "told")
        .select_related("checkin", "checkin__corrected_by")
        .prefetch_related("acknowledgements")
        .order_by("made_at")
    )
    followed = treatment.followed_up.last()
    # Whoever followed up on her silence has gone by what was there: a calm answer from before that says nothing of now.
    seen_until = max((each.made_at for each in (*(one for one in judged if one.acknowledged), *filter(None, [followed]))), default=None)
    unseen = [each for each in judged if each.acknowledged is None and counts(each) and not _is_behind(each, seen_until)]
    worst, since = _worst(unseen)
    last = judged[-1] if judged else None
    # What may be somebody else's is no answer to what she was asked.
    answered = list(treatment.checkins.filter(by_her=True, corrected_by=None).order_by("hours", "made_at").values_list("hours", "answers"))
    level, baseline = level_of(last), getattr(treatment, "baseline", None)
    reaction = level is not None and level >= Level.tell_therapist
    row = Standing(
        treatment=treatment,
        clinic_id=treatment.clinic_id,
        client_id=treatment.complaint.client_id,
        ended_at=treatment.ended_at,
        unseen=worst,
        last=last,
        rank=rank_with_words(worst) if worst else 0,
        unseen_since=since,
        silent_at=_silent_at(treatment, [hours for hours, _answers in answered], level),
        shut_at=_shut_at(treatment),
        silent_rank=RANK_NO_ANSWER_AFTER_A_REACTION if reaction else RANK_NO_ANSWER,
        pains=[as_kept(felt(answers, baseline)) for _hours, answers in answered if answers.get("pain") is not None],
    )
    row.save()  # in the place of the row that was
    return row


def _is_behind(assessment, seen_until) -> bool:
    """A calm answer that is older than one that was seen says nothing of how it goes now."""
    return seen_until is not None and assessment.made_at < seen_until and rank_with_words(assessment) == RANK_CALM


def _worst(unseen):
    """The answer that a line shows, and since when one so urgent waits: the newest of those alike, but of danger the first,
    for later ones only hold what it said.
    """
    if not unseen:
        return None, None
    rank = max(map(rank_with_words, unseen))
    alike = [each for each in unseen if rank_with_words(each) == rank]
    return alike[0 if rank >= rank_of(Level.doctor_today) else -1], alike[0].made_at


def stand_all() -> int:
    """Work out those that have no standing yet: treatments of an older version. How many there were."""
    missing = list(Treatment.objects.filter(standing=None).select_related("complaint"))
    for treatment in missing:
        with transaction.atomic():
            restand(treatment)
    return len(missing)


def _silent_at(treatment, answered, level):
    """Whoever came again is not asked about the treatment before; what was followed up is no silence any more."""
    if treatment.complaint.treatments.filter(ended_at__gt=treatment.ended_at).exists():
        return None
    followed = treatment.followed_up.last()
    return silent_from(treatment, answered, level, followed.hours if followed else 0, pauses_of(treatment.client))


def _shut_at(treatment):
    """Since when her link is shut from outside, if no new one was made; whoever came again has a link of that treatment."""
    newest = treatment.links.filter(hours=None).order_by("made_at").last()
    return newest.revoked_at if newest and newest.shut_why else None


def level_of(assessment) -> int | None:
    """Of the last answer; None where there is none. One that could not be judged is no calm one."""
    if assessment is None:
        return None
    return Level.therapist_today if assessment.level is None else assessment.level


def counts(assessment) -> bool:
    """Not one that she has corrected since, unless it told of danger, perhaps in her own words: that stays until a person has closed it."""
    return getattr(assessment.checkin, "corrected_by", None) is None or tells_of_danger(assessment)


def tells_of_danger(assessment) -> bool:
    """It was judged to be one for a doctor or 112, could not be judged, or holds a word of hers that may mean danger."""
    return assessment.level is None or assessment.level >= Level.doctor_today or bool(assessment.checkin.answers.get("alarm_words"))


def silent_hours(standing, at, pauses) -> int | None:
    """The newest time of asking that went by without an answer long enough for a human to know; None where none did."""
    if standing.silent_at is None or at < standing.silent_at:
        return None
    # All that came after the first one without an answer have none either.
    return missed(standing.treatment, (), level_of(standing.last), at, pauses)


@transaction.atomic
def follow_up(*, treatment, by, at, note) -> FollowedUp:
    """Silence is seen by a person, with what was done. The next time of asking is a silence of its own."""
    hours = silent_hours(treatment.standing, at, pauses_of(treatment.client))
    if hours is None:
        raise ValidationError({"note": wording.text("words/worklist.no_silence")})
    if not note.strip():
        raise ValidationError({"note": wording.text("words/worklist.say_what_you_did")})
    made = FollowedUp.objects.create(
        clinic=treatment.clinic, treatment=treatment, hours=hours, by=by, note=note.strip(), made_at=at
    )
    restand(treatment)
    Event.record("silence.followed_up", made, at=at, by=by)
    return made
