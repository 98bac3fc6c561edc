from datetime import timedelta

from odoo import fields

from ...models.handover.key_account_dossier import PENDING
from ..common import SECRET, SUPERVISOR, DossierCommon
from .planter import DOSSIER, Planter

# What hangs on a dossier by number: created by hand, for they are Odoo's models.
LINKED = (
    "mail.message",
    "mail.notification",
    "mail.followers",
    "mail.mail",
    "mail.activity",
    "mail.scheduled.message",
    "mail.message.reaction",
    "mail.message.translation",
    "mail.message.schedule",
    "mail.message.link.preview",
    "mail.tracking.value",
    "ir.attachment",
    "calendar.event",
    "calendar.attendee",
    "calendar.recurrence",
)


class SecretsCommon(DossierCommon):
    """A dossier full of secrets, planted by a manager who then had to hand it over.

    ``former`` and ``former_boss`` wrote, received and did everything on the dossier
    before it went to ``owner`` and ``boss``. Nothing is tidied up afterwards: that
    they find nothing is due to the protection alone.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        context = {**cls.env.context, "tracking_disable": False}
        cls.env = cls.env(context=context)
        for name in ("former", "former_boss"):
            groups = f"{SUPERVISOR},base.group_allow_export"
            cls.outsiders[name] = cls._new_user(name, groups)
        cls.former = cls.outsiders["former"]
        cls.former_boss = cls.outsiders["former_boss"]
        cls._new_employees(cls.former, cls.former_boss)
        (cls.owner | cls.former | cls.former_boss).notification_type = "inbox"
        cls.boss.notification_type = "email"
        cls.dossier = cls._new_dossier(
            cls.former,
            **dict.fromkeys(
                ("goals", "needs", "buying_process", "decision_process"), SECRET
            ),
        )
        cls.records = Planter(cls.dossier, cls.former).plant()
        cls.records.update(cls._plant_linked())
        cls.env.flush_all()
        cls.dossier.user_id = cls.owner
        cls.env.flush_all()
        cls.cr.precommit.data.pop(PENDING)
        # What those with access now have received.
        news = cls.dossier.with_user(cls.owner).message_post(
            body=SECRET,
            partner_ids=cls.boss.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
            mail_auto_delete=False,
        )
        cls.dossier.with_user(cls.boss).message_post(
            body=SECRET,
            partner_ids=cls.owner.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )
        cls.records["mail.mail"] = cls.env["mail.mail"].search(
            [("mail_message_id", "=", news.id)]
        )
        meetings = cls._plant_meeting()
        cls.records.update(meetings)
        cls.records_of_meeting = cls._plant_on_meeting(meetings["calendar.event"])
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _plant_meeting(cls):
        """A series of meetings of those who have access now, made from the dossier;
        the client is invited, and somebody opens it up again."""
        event = (
            cls.env["calendar.event"]
            .with_user(cls.owner)
            .create(
                {
                    "name": SECRET,
                    "description": SECRET,
                    "location": SECRET,
                    "notes": SECRET,
                    "videocall_location": f"https://example.com/{SECRET}",
                    "start": fields.Datetime.now() + timedelta(days=30),
                    "stop": fields.Datetime.now() + timedelta(days=30, hours=1),
                    "partner_ids": (cls.owner | cls.boss).partner_id.ids
                    + cls.client_partner.ids,
                    "res_model_id": cls.env["ir.model"]._get_id(DOSSIER),
                    "res_id": cls.dossier.id,
                    "recurrency": True,
                    "rrule_type_ui": "daily",
                    "rrule_type": "daily",
                    "count": 3,
                    "end_type": "count",
                }
            )
        )
        event.write({"privacy": "public", "invited_only": False})
        event = event.with_env(cls.env)
        event.recurrence_id.name = SECRET
        event.attendee_ids.write({"common_name": SECRET})
        return {
            "calendar.event": event,
            "calendar.attendee": event.attendee_ids[0],
            "calendar.recurrence": event.recurrence_id,
        }

    @classmethod
    def _plant_on_meeting(cls, event):
        """Return what hangs on a meeting, {name of the way: record}."""
        cls.boss.notification_type = "inbox"
        message = event.with_user(cls.owner).message_post(
            body=SECRET,
            subject=SECRET,
            partner_ids=(cls.boss | cls.former).partner_id.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[(f"{SECRET}.ics", SECRET.encode())],
        )
        message = message.with_env(cls.env).sudo()
        later = event.recurrence_id.calendar_event_ids - event
        return {
            "later meeting": later[-1],
            "message on a meeting": message,
            "notification of a meeting": message.notification_ids[:1],
            "follower of a meeting": event.sudo().message_follower_ids[:1],
            "invitation file": message.attachment_ids,
            "tracking value of a meeting": cls.env["mail.tracking.value"].create(
                {
                    "mail_message_id": message.id,
                    "new_value_char": SECRET,
                    "field_id": cls.env["ir.model.fields"]
                    ._get("calendar.event", "location")
                    .id,
                }
            ),
        }

    @classmethod
    def _get_all_records(cls):
        return {**cls.records, **cls.records_of_meeting}

    @classmethod
    def _plant_linked(cls):
        former, boss = cls.former, cls.former_boss
        dossier = cls.dossier.with_user(former)
        dossier.message_subscribe((former | boss).partner_id.ids)
        message = cls.dossier.with_user(boss).message_post(
            body=SECRET,
            subject=SECRET,
            partner_ids=(former | boss).partner_id.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[(f"{SECRET}.txt", SECRET.encode())],
        )
        note = dossier.message_notify(
            body=SECRET, subject=SECRET, partner_ids=boss.partner_id.ids
        )
        message.with_user(former).toggle_message_starred()
        # A mail that came back is shown to its author.
        message.sudo().notification_ids[:1].notification_status = "bounce"
        activity = cls.dossier.with_user(boss).activity_schedule(
            "mail.mail_activity_data_todo",
            summary=SECRET,
            note=SECRET,
            user_id=former.id,
        )
        env = dossier.env
        scheduled = env["mail.scheduled.message"].create(
            {
                "model": DOSSIER,
                "res_id": dossier.id,
                "author_id": former.partner_id.id,
                "subject": SECRET,
                "body": SECRET,
                "scheduled_date": fields.Datetime.now() + timedelta(days=9),
            }
        )
        message = message.with_env(cls.env).sudo()
        return {
            "mail.message": message,
            "mail.notification": message.notification_ids[:1],
            "mail.followers": cls.dossier.sudo().message_follower_ids[:1],
            "mail.activity": activity.with_env(cls.env),
            "mail.scheduled.message": scheduled.with_env(cls.env),
            "ir.attachment": message.attachment_ids,
            **cls._plant_on_message(message),
            "mail.tracking.value": cls.env["mail.tracking.value"].create(
                {
                    "mail_message_id": note.id,
                    "new_value_char": SECRET,
                    "field_id": cls.env["ir.model.fields"]._get(DOSSIER, "needs").id,
                }
            ),
        }

    @classmethod
    def _plant_on_message(cls, message):
        link = {"message_id": message.id}
        preview = cls.env["mail.link.preview"].create(
            {"source_url": "https://example.com"}
        )
        values = {
            "mail.message.reaction": {
                **link,
                "content": "!",
                "partner_id": cls.former.partner_id.id,
            },
            "mail.message.translation": {
                **link,
                "body": SECRET,
                "source_lang": "en",
                "target_lang": "ru",
            },
            "mail.message.link.preview": {**link, "link_preview_id": preview.id},
            "mail.message.schedule": {
                "mail_message_id": message.id,
                "notification_parameters": SECRET,
                "scheduled_datetime": fields.Datetime.now() + timedelta(days=9),
            },
        }
        return {name: cls.env[name].create(v) for name, v in values.items()}
