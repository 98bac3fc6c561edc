"""The launch of a program as a state machine.

    waiting   was never started
    running   runs on an approved business case
    exempt    runs without one: from before the gate, or where none is required
    paused    exempt, and archived by the system, which may let it go on
    stopped   archived by a user

The state follows from three facts that are stored: whether the program is active, was
launched without a case, and awaits its first launch.
"""

NEW, WAITING, RUNNING, EXEMPT, PAUSED, STOPPED = (
    "new",
    "waiting",
    "running",
    "exempt",
    "paused",
    "stopped",
)
# What a transition asks for, one of these: a case that holds today; that no company
# asks for one; that the system is at work, no user. Nothing: it is open to all who may
# write the program.
CASE, NO_NEED, SYSTEM = "case", "no_need", "system"
TRANSITIONS = {
    (NEW, WAITING): (),
    (NEW, EXEMPT): (SYSTEM, NO_NEED),
    (WAITING, RUNNING): (NO_NEED, CASE),
    (WAITING, EXEMPT): (NO_NEED,),
    # The companies it reaches, and their limits, are other ones
    (RUNNING, RUNNING): (NO_NEED, CASE),
    (RUNNING, STOPPED): (),
    # Installed beside programs that run already
    (RUNNING, EXEMPT): (SYSTEM,),
    (EXEMPT, RUNNING): (NO_NEED, CASE),
    (EXEMPT, PAUSED): (SYSTEM,),
    (EXEMPT, STOPPED): (),
    (PAUSED, EXEMPT): (SYSTEM, NO_NEED),
    (PAUSED, RUNNING): (NO_NEED, CASE),
    (PAUSED, STOPPED): (),
    (STOPPED, RUNNING): (NO_NEED, CASE),
    (STOPPED, EXEMPT): (NO_NEED,),
}


def get_state(active, without_case, awaiting):
    """The state that the stored facts say."""
    if active:
        return EXEMPT if without_case else RUNNING
    if without_case:
        return PAUSED
    return WAITING if awaiting else STOPPED


def get_facts(state):
    """``(without_case, awaiting)`` as they are stored in a state."""
    return state in (EXEMPT, PAUSED), state == WAITING


def get_next(before, active, *, stopped, moved, needs_case, has_case):
    """The state after a change of a program.

    :param active: whether it is active now
    :param stopped: a user archives it
    :param moved: a company asks for a case now that did not before
    """
    goes_on = before in (EXEMPT, PAUSED) and not moved
    if active:
        if goes_on:
            return EXEMPT
        return RUNNING if before == RUNNING or needs_case or has_case else EXEMPT
    if before == WAITING:
        return WAITING
    return PAUSED if goes_on and not stopped else STOPPED
