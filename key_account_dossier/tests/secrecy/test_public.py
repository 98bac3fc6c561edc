from odoo.tests import tagged

from odoo.addons.client_segmentation.tests.secrecy.common_public import (
    PublicMethodsCase,
)
from odoo.addons.client_segmentation.tests.secrecy.planting import MARK

from ..common import CLIENT, SECRET, SUPERVISOR
from .common_secrets import SecretsCommon
from .planter import Planter


@tagged("post_install", "-at_install")
class TestPublic(PublicMethodsCase, SecretsCommon):
    """The dossier of a manager, for those who are neither that nor its supervisor."""

    ADDON = "key_account_dossier"
    ROLES = {
        **PublicMethodsCase.ROLES,
        "colleague": f"{SUPERVISOR},sales_team.group_sale_salesman",
    }
    MARKS = (MARK, SECRET, CLIENT)
    # of open documents
    PLAUSIBLE = {"kind": "quotations"}
    CHIEF = f"{SUPERVISOR},sales_team.group_sale_manager,base.group_erp_manager"

    @classmethod
    def _create_role(cls, role, groups):
        # To nobody else is a dossier open
        if role == "chief":
            cls.owner.write({"group_ids": [(4, g) for g in cls._get_groups(groups)]})
            return cls.owner
        return super()._create_role(role, groups)

    @classmethod
    def _get_groups(cls, names):
        return [cls.env.ref(name).id for name in names.split(",")]

    @classmethod
    def _get_special_records(cls):
        env = cls.env
        wizards = Planter(cls.dossier, cls.owner)
        names = [name for name, _method in cls.methods if env[name]._transient]
        event = env["calendar.event"].create(
            {
                "name": MARK,
                "start": "2026-01-05 10:00:00",
                "stop": "2026-01-05 11:00:00",
                "privacy": "private",
                "user_id": cls.owner.id,
                "res_model_id": env["ir.model"]._get_id("key.account.dossier"),
                "res_id": cls.dossier.id,
            }
        )
        return {
            **cls.records,
            **{name: wizards._get_record(name).sudo(False) for name in names},
            "calendar.event": event,
            "res.users": cls.owner,
        }
