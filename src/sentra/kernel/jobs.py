"""Work for later, kept in the same database: it is queued only if the transaction commits.

A job is shallow: take ids, enter the tenant, call one operation. It may run more than once, so what
it calls is idempotent.
"""

from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.kernel import audit

RETRIES = 3


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal", pass_context=False)
def seal_audit(timestamp: int) -> None:
    """Chain the audit rows committed in the last minute."""
    audit.seal(at=timezone.now())
