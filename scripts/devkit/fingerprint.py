import hashlib

from .paths import STATE


def of_text(*parts):
    joined = "\0".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def of_files(files, root):
    """Depends on the names (relative to ``root``) and the contents, nothing else."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(root)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def recall(name):
    path = STATE / name
    return path.read_text().strip() if path.exists() else None


def remember(name, value):
    STATE.mkdir(parents=True, exist_ok=True)
    (STATE / name).write_text(f"{value}\n")


def forget(name):
    (STATE / name).unlink(missing_ok=True)
