"""Which colour and picture goes with a stage: never colour alone."""

PICTURES = {
    "plain": "circle-dot",
    "busy": "hammer",
    "wait": "clock",
    "done": "circle-check",
    "late": "triangle-alert",
}

STAGES: dict[str, tuple[str, str]] = {
    # an order from question to money
    "enquiry": ("plain", "message-circle"),
    "quoted": ("wait", "file-text"),
    "expired": ("plain", "clock"),
    "accepted": ("busy", "file-check"),
    "sampling": ("wait", "star"),
    "sample": ("wait", "star"),
    "sample_approved": ("busy", "thumbs-up"),
    "funded": ("busy", "coins"),
    "splitting": ("wait", "split"),
    "planned": ("busy", "split"),
    "in_production": ("busy", "hammer"),
    "production": ("busy", "hammer"),
    "inspected": ("busy", "clipboard-check"),
    "ready": ("busy", "package-check"),
    "delivered": ("busy", "truck"),
    "invoiced": ("wait", "receipt"),
    "paid": ("done", "banknote"),
    "settled": ("done", "circle-check"),
    "closed": ("done", "circle-check"),
    "cancelled": ("plain", "ban"),
    # shares of an order
    "proposed": ("wait", "clock"),
    "offered": ("wait", "clock"),
    "declined": ("plain", "x"),
    "working": ("busy", "hammer"),
    "handed_in": ("wait", "package"),
    "rework": ("late", "refresh-cw"),
    "rejected": ("late", "circle-x"),
    "passed": ("done", "badge-check"),
    # what is prepared, then settled
    "draft": ("plain", "pencil"),
    "prepared": ("wait", "clock"),
    "submitted": ("wait", "clock"),
    "approved": ("done", "shield-check"),
    "committed": ("done", "circle-check"),
    "undone": ("plain", "undo-2"),
    "issued": ("busy", "file-check"),
    "open": ("busy", "circle-dot"),
    "done": ("done", "circle-check"),
    "late": ("late", "alarm-clock"),
    "active": ("done", "circle-check"),
    "inactive": ("plain", "ban"),
    # how far a piece is
    "raw": ("plain", "leaf"),
    "half_finished": ("wait", "scissors"),
    "finished": ("done", "badge-check"),
}


def look_of_tone(tone: str) -> str:
    """The picture of a tone, for pills and notices that name none."""
    return PICTURES[tone]


def look_of_stage(code: str) -> tuple[str, str]:
    """Tone and picture of a lifecycle code; an unknown code looks plain."""
    return STAGES.get(code, ("plain", PICTURES["plain"]))
