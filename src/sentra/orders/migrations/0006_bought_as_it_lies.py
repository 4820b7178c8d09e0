"""Ready goods are bought as they lie there: set aside for a time, binding with the money."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0007_published_with_its_parent'),
        ('orders', '0005_sizes_while_open'),
        ('people', '0006_persons'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='order',
            name='order_accepted_has_its_moment',
        ),
        migrations.AddField(
            model_name='order',
            name='channel',
            field=models.CharField(choices=[('quotation', 'Quotation'), ('web', 'Website'), ('chat', 'Chat')], default='quotation', max_length=20),
        ),
        migrations.AddField(
            model_name='order',
            name='held_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='note',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='order',
            name='send_to',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='order',
            name='way',
            field=models.CharField(choices=[('agreed', 'As agreed'), ('fetch', 'The buyer fetches it'), ('send', 'Sent to the buyer')], default='agreed', max_length=20),
        ),
        migrations.AddField(
            model_name='orderline',
            name='from_stock',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='order',
            name='stage',
            field=models.CharField(choices=[('quoted', 'Quoted'), ('placed', 'Waiting for payment'), ('accepted', 'Accepted'), ('making', 'Being made'), ('delivered', 'Delivered'), ('invoiced', 'Invoiced'), ('paid', 'Paid'), ('closed', 'Closed'), ('cancelled', 'Cancelled'), ('lapsed', 'Quotation lapsed or declined')], default='quoted', max_length=20),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('stage', 'placed')), fields=['tenant', 'held_until'], name='order_by_hold'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('stage__in', ['quoted', 'placed', 'lapsed'])), ('stage', 'cancelled'), models.Q(models.Q(('stage__in', ['quoted', 'placed', 'lapsed']), _negated=True), ('accepted_at__isnull', False)), _connector='OR'), name='order_accepted_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'placed'), _negated=True), ('held_until__isnull', False), _connector='OR'), name='order_placed_is_held_for_a_time'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', 'send'), _negated=True), models.Q(('send_to', ''), _negated=True), _connector='OR'), name='order_sent_has_an_address'),
        ),
    ]
