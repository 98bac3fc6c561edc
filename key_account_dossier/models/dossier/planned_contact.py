from datetime import date
from typing import NamedTuple

from odoo.models import BaseModel


class PlannedContact(NamedTuple):
    """Somebody of us (``users``) is to talk to ``partners`` on ``day``."""

    partners: BaseModel
    day: date
    users: BaseModel
