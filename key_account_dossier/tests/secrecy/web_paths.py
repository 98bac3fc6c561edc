"""Requests to the web routes that could give away something of a dossier.

Each function takes the records planted by the test ({model name: record}) and a few
values of the test, and returns (way of asking, address, parameters).
"""

from ..common import SECRET
from .planter import DOSSIER

CONTACT = "key.account.contact"
MESSAGE = "mail.message"
FILE = "ir.attachment"
MEETING = "calendar.event"
REPORT = "key_account_dossier.test_report"
PART = SECRET[:12].lower()


def _call(model, method, *args, **kwargs):
    params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
    return ("jsonrpc", f"/web/dataset/call_kw/{model}/{method}", params)


def _thread(test, **params):
    return {"thread_model": DOSSIER, "thread_id": test.dossier.id, **params}


def _export(test, extension, model, names, by_domain=False):
    data = {
        "model": model,
        "fields": [{"name": name, "label": name, "type": "char"} for name in names],
        "ids": False if by_domain else test.records[model].ids,
        "domain": [("id", "in", test.records[model].ids)],
        "import_compat": False,
    }
    return ("export", f"/web/export/{extension}", data)


def content(test):
    return ("get", f"/web/content/{test.records[FILE].id}", {})


def content_with_kept_token(test):
    address = f"/web/content/{test.records[FILE].id}?access_token={test.token}"
    return ("get", address, {})


def zip_file(test):
    params = {"file_ids": str(test.records[FILE].id), "zip_name": "x.zip"}
    return ("post", "/mail/attachment/zip", params)


def report_html(test):
    return ("get", f"/report/html/{REPORT}/{test.dossier.id}", {})


def json_address(test):
    return ("typed", f"/json/1/key-accounts/{test.dossier.id}", {})


def mail_view(test):
    address = f"/mail/view?model={DOSSIER}&res_id={test.dossier.id}"
    return ("get", address, {})


def mail_message_address(test):
    return ("get", f"/mail/message/{test.records[MESSAGE].id}", {})


def thread_messages(test):
    return ("jsonrpc", "/mail/thread/messages", _thread(test))


def thread_search(test):
    params = _thread(test, fetch_params={"search_term": PART})
    return ("jsonrpc", "/mail/thread/messages", params)


def thread_data(test):
    names = ["activities", "attachments", "followers", "scheduledMessages"]
    params = {"fetch_params": [["mail.thread", _thread(test, request_list=names)]]}
    return ("jsonrpc", "/mail/data", params)


def inbox(test):
    return ("jsonrpc", "/mail/inbox/messages", {})


def history(test):
    return ("jsonrpc", "/mail/history/messages", {})


def starred(test):
    return ("jsonrpc", "/mail/starred/messages", {})


def failures(test):
    return ("jsonrpc", "/mail/data", {"fetch_params": ["failures"]})


def systray(test):
    params = {"fetch_params": ["systray_get_activities", "init_messaging"]}
    return ("jsonrpc", "/mail/data", params)


def subscription(test):
    params = {"follower_id": test.records["mail.followers"].id}
    return ("jsonrpc", "/mail/read_subscription_data", params)


def followers(test):
    return _call(DOSSIER, "message_get_followers", test.dossier.ids)


def export_csv(test):
    return _export(test, "csv", DOSSIER, ["needs", "contact_ids/note"])


def export_csv_domain(test):
    return _export(test, "csv", CONTACT, ["note"], by_domain=True)


def export_xlsx(test):
    return _export(test, "xlsx", DOSSIER, ["needs", "contact_ids/note"])


def export_messages(test):
    return _export(test, "csv", MESSAGE, ["body", "subject"])


def export_messages_domain(test):
    return _export(test, "csv", MESSAGE, ["body"], by_domain=True)


def export_files(test):
    return _export(test, "csv", FILE, ["name"])


def export_activities(test):
    return _export(test, "csv", "mail.activity", ["summary", "note"])


def json2_search(test):
    return ("json2", f"/json/2/{DOSSIER}/search_read", {"fields": ["needs"]})


def json2_read(test):
    params = {"ids": test.dossier.ids, "fields": ["needs", "partner_id"]}
    return ("json2", f"/json/2/{DOSSIER}/read", params)


def json2_messages(test):
    params = {"domain": [["body", "ilike", PART]], "fields": ["body"]}
    return ("json2", f"/json/2/{MESSAGE}/search_read", params)


def json2_files(test):
    params = {"ids": test.records[FILE].ids, "fields": ["name", "raw"]}
    return ("json2", f"/json/2/{FILE}/read", params)


def label_of_parent(test):
    """The name of a message one answers to, on a document of one's own."""
    values = {"body": "x", "parent_id": test.records[MESSAGE].id}
    specification = {"parent_id": {"fields": {"display_name": {}}}}
    return _call(MESSAGE, "web_save", [], values, specification)


def read_through_notification(test):
    specification = {"mail_message_id": {"fields": {"body": {}, "subject": {}}}}
    domain = [("mail_message_id", "=", test.records[MESSAGE].id)]
    return _call("mail.notification", "web_search_read", domain, specification)


def take_file_along(test):
    """Post somebody else's file on a document of one's own, to read it there."""
    params = {
        "thread_model": "res.partner",
        "thread_id": test.partner_id,
        "post_data": {
            "body": "x",
            "attachment_ids": test.records[FILE].ids,
            "attachment_tokens": [test.ownership_token],
            "message_type": "comment",
        },
    }
    return ("jsonrpc", "/mail/message/post", params)


def update_message(test):
    params = {
        "message_id": test.records[MESSAGE].id,
        "update_data": {"body": "x"},
    }
    return ("jsonrpc", "/mail/message/update_content", params)


def react(test):
    params = {
        "message_id": test.records[MESSAGE].id,
        "content": "!",
        "action": "add",
    }
    return ("jsonrpc", "/mail/message/reaction", params)


def post(test):
    params = _thread(test, post_data={"body": "x", "message_type": "comment"})
    return ("jsonrpc", "/mail/message/post", params)


def _meeting_domain(test):
    return [("id", "in", test.records[MEETING].ids)]


def meetings_by_name(test):
    arguments = (_meeting_domain(test), ["name"], ["__count"])
    return _call(MEETING, "formatted_read_group", *arguments)


def meetings_by_attendee(test):
    arguments = (_meeting_domain(test), ["partner_ids"], ["__count"])
    return _call(MEETING, "web_read_group", *arguments)


def meeting_by_guess(test):
    domain = [("name", "ilike", PART), ("description", "ilike", PART)]
    return _call(MEETING, "search_count", domain)


def meeting_through_partner(test):
    domain = [("meeting_ids.name", "ilike", PART)]
    return _call("res.partner", "search_count", domain)


def meeting_through_attendee(test):
    domain = [("event_id.name", "ilike", PART)]
    return _call("calendar.attendee", "search_count", domain)


def meeting_through_series(test):
    domain = [("base_event_id.name", "ilike", PART)]
    return _call("calendar.recurrence", "search_count", domain)


def meetings_of_partner(test):
    specification = {"meeting_ids": {"fields": {"name": {}}}}
    return _call("res.partner", "web_read", test.client_partner.ids, specification)


def attendee_details(test):
    arguments = (test.client_partner.ids, test.records[MEETING].ids)
    return _call("res.partner", "get_attendee_detail", *arguments)


def messages_of_meeting(test):
    params = {"thread_model": MEETING, "thread_id": test.records[MEETING].id}
    return ("jsonrpc", "/mail/thread/messages", params)


def data_of_meeting(test):
    names = ["attachments", "followers"]
    thread = {
        "thread_model": MEETING,
        "thread_id": test.records[MEETING].id,
        "request_list": names,
    }
    return ("jsonrpc", "/mail/data", {"fetch_params": [["mail.thread", thread]]})


def invitation_file(test):
    number = test.records_of_meeting["invitation file"].id
    return ("get", f"/web/content/{number}", {})


def export_meetings(test):
    return _export(test, "csv", MEETING, ["name", "description"])


def json2_meetings(test):
    return ("json2", f"/json/2/{MEETING}/search_read", {"fields": ["name", "notes"]})


# Opening a thread marks its messages as read, so it comes after the inbox.
WEB_PATHS = {
    path.__name__: path
    for path in (
        content,
        content_with_kept_token,
        zip_file,
        report_html,
        json_address,
        mail_view,
        mail_message_address,
        thread_data,
        inbox,
        starred,
        failures,
        systray,
        subscription,
        followers,
        export_csv,
        export_csv_domain,
        export_xlsx,
        export_messages,
        export_messages_domain,
        export_files,
        export_activities,
        meetings_by_name,
        meetings_by_attendee,
        meeting_by_guess,
        meeting_through_partner,
        meeting_through_attendee,
        meeting_through_series,
        meetings_of_partner,
        attendee_details,
        messages_of_meeting,
        data_of_meeting,
        invitation_file,
        export_meetings,
        json2_meetings,
        json2_search,
        json2_read,
        json2_messages,
        json2_files,
        label_of_parent,
        read_through_notification,
        thread_messages,
        thread_search,
        history,
        take_file_along,
        update_message,
        react,
        post,
    )
}

# What the web client calls on any model; the model comes from the test.
MODEL_CALLS = {
    "search_read": lambda ids, texts: ([("id", "in", ids)], texts),
    "read": lambda ids, texts: (ids, ["display_name", *texts]),
    "web_read": lambda ids, texts: (ids, {t: {} for t in ["display_name", *texts]}),
    "name_search": lambda ids, texts: ("", [("id", "in", ids)]),
    "export_data": lambda ids, texts: (ids, texts or ["id"]),
}
