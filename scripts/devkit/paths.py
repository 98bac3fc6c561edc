import hashlib
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
LOCAL = REPO / ".local"
GITHUB = REPO / ".github"

ODOO_TREE = LOCAL / "odoo"
VENV = LOCAL / "venv"
NODE = LOCAL / "node"
AXE = LOCAL / "axe"
DATA_DIR = LOCAL / "data"
LOGS = LOCAL / "logs"
STATE = LOCAL / "state"
ODOO_CONF = LOCAL / "odoo.conf"

# Tells apart several checkouts that share a machine or a PostgreSQL server.
REPO_ID = hashlib.sha256(str(REPO).encode()).hexdigest()[:8]
