"""Work for later, kept in the same database: it is queued only if the transaction commits.

A job is shallow: take ids, enter the tenant, call one operation. It may run more than once, so what
it calls is idempotent.
"""

from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.kernel import audit
from sentra.kernel.tries import forget_tries

RETRIES = 3


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal", pass_context=False)
def seal_audit(timestamp: int) -> None:
    """Chain the audit rows committed in the last minute."""
    audit.seal(at=timezone.now())


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="forget_tries", pass_context=False)
def forget_old_tries(timestamp: int) -> None:
    forget_tries(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="again", pass_context=False)
async def again(timestamp: int) -> None:
    """What a killed worker was doing is done again: its worker has not been heard of for half a minute."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
