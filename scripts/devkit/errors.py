class Problem(Exception):
    """A failure the user can act on: what happened, why, and what to do."""

    def __init__(self, what, why="", todo=""):
        super().__init__(what)
        self.what = what
        self.why = why
        self.todo = todo

    def __str__(self):
        parts = [self.what]
        if self.why:
            parts.append(f"Why: {self.why}")
        if self.todo:
            parts.append(f"What to do: {self.todo}")
        return "\n".join(parts)
