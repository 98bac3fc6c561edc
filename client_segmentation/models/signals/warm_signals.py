"""The signals that make a client warm. Each stands here once: its switch of the policy,
with its place in the view, follows; when it was given, ``sql/signals/signals.py``
selects."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WarmSignal:
    """A sign that a client who has not bought yet knows us.

    :param is_default: does it count in a company that has set nothing?
    """

    kind: str
    label: str
    help: str = ""
    is_default: bool = True

    @property
    def switch_field(self):
        """The setting of a company that does without it."""
        return f"warm_{self.kind}"


WARM_SIGNALS = (
    WarmSignal("opportunity", "Opportunity beyond first contact"),
    WarmSignal("quotation", "Quotation sent"),
    WarmSignal(
        "message",
        "Incoming message",
        help="An e-mail, portal message or chat message written by a contact of the"
        " client.",
    ),
    WarmSignal(
        "meeting",
        "Meeting held",
        help="A past meeting to which a contact of the client was invited and did not"
        " decline.",
    ),
    WarmSignal("mailing_reply", "Reply to a mailing"),
    WarmSignal("mailing_click", "Click in a mailing"),
)
