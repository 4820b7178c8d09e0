"""Which colour and picture goes with a stage: never colour alone."""

PICTURES = {
    "plain": "circle-dot",
    "busy": "hammer",
    "wait": "clock",
    "done": "circle-check",
    "late": "triangle-alert",
}
ORDERS = {  # from the question to the money
    "new": ("wait", "message-circle"),
    "enquiry": ("wait", "message-circle"),
    "answered": ("busy", "message-circle"),
    "quoted": ("wait", "file-text"),
    "placed": ("wait", "shopping-basket"),
    "accepted": ("busy", "file-check"),
    "making": ("busy", "hammer"),
    "delivered": ("busy", "truck"),
    "invoiced": ("wait", "receipt"),
    "paid": ("done", "banknote"),
    "closed": ("done", "circle-check"),
    "cancelled": ("plain", "ban"),
    "lapsed": ("plain", "clock"),
}
SHARES = {  # one maker's part of an order
    "proposed": ("plain", "split"),
    "offered": ("wait", "clock"),
    "declined": ("plain", "x"),
    "expired": ("late", "alarm-clock"),
    "withdrawn": ("plain", "undo-2"),
    "done": ("done", "circle-check"),
}
LOTS = {  # what was handed in
    "waiting": ("wait", "package"),
    "inspected": ("done", "clipboard-check"),
    "rework": ("late", "refresh-cw"),
    "rejected": ("late", "circle-x"),
    "passed": ("done", "badge-check"),
}
PAPERS = {  # runs, papers, imports, people
    "draft": ("plain", "pencil"),
    "decided": ("done", "shield-check"),
    "prepared": ("wait", "clock"),
    "submitted": ("wait", "clock"),
    "approved": ("done", "shield-check"),
    "failed": ("late", "circle-alert"),
    "checked": ("wait", "eye"),
    "committed": ("done", "circle-check"),
    "undone": ("plain", "undo-2"),
    "issued": ("busy", "file-check"),
    "open": ("busy", "circle-dot"),
    "late": ("late", "alarm-clock"),
    "active": ("done", "circle-check"),
    "inactive": ("plain", "ban"),
    "posted": ("done", "book-open"),
    "dropped": ("plain", "ban"),
    "replaced": ("plain", "undo-2"),
}
PIECES = {  # how far a piece is
    "raw": ("plain", "leaf"),
    "half_finished": ("wait", "scissors"),
    "finished": ("done", "badge-check"),
}
STAGES: dict[str, tuple[str, str]] = {**ORDERS, **SHARES, **LOTS, **PAPERS, **PIECES}


def look_of_tone(tone: str) -> str:
    """The picture of a tone, for pills and notices that name none."""
    return PICTURES[tone]


def look_of_stage(code: str) -> tuple[str, str]:
    """Tone and picture of a lifecycle code; an unknown code looks plain."""
    return STAGES.get(code, ("plain", PICTURES["plain"]))
