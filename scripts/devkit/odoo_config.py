import os
import secrets

from . import addons, postgres
from .paths import DATA_DIR, ODOO_CONF, REPO
from .process import keeping_bytecode


def write(odoo):
    """The configuration all commands share; rewritten only when it would differ."""
    text = _text(odoo)
    if ODOO_CONF.exists() and ODOO_CONF.read_text() == text:
        return
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    ODOO_CONF.touch(mode=0o600)
    ODOO_CONF.write_text(text)


def _text(odoo):
    paths = [*odoo.addons_paths(), *([REPO] if addons.names() else [])]
    lines = [
        "[options]",
        f"addons_path = {','.join(map(str, paths))}",
        f"data_dir = {DATA_DIR}",
        "http_interface = 127.0.0.1",
        "http_port = 8069",
        f"admin_passwd = {_master_password()}",
        "workers = 0",
        "list_db = True",
    ]
    if not postgres.is_external():
        # With an external server Odoo reads the PG* variables itself, and no
        # password is written down here.
        cluster = postgres.PrivateCluster()
        lines += [f"db_host = {cluster.socket_folder}", f"db_user = {postgres.ROLE}"]
    return "\n".join(lines) + "\n"


def _master_password():
    if ODOO_CONF.exists():
        for line in ODOO_CONF.read_text().splitlines():
            if line.startswith("admin_passwd = "):
                return line.partition(" = ")[2]
    return secrets.token_urlsafe(16)


def odoo_environment(env=None):
    env = dict(postgres.environment() if env is None else env)
    env["ODOO_RC"] = str(ODOO_CONF)
    env.pop("OPENERP_SERVER", None)
    env.setdefault("PYTHONUNBUFFERED", "1")
    env.setdefault("LANG", os.environ.get("LANG", "C.UTF-8"))
    return keeping_bytecode(env)
