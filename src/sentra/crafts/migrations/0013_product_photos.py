"""A product has several photographs, each shown once its maker has agreed, in three widths and three kinds."""

import django.db.models.deletion
import sentra.kernel.fields
import sentra.kernel.tenancy
from django.db import migrations, models

from sentra.kernel.fences import Fence, Refer


class Migration(migrations.Migration):

    dependencies = [
        ('crafts', '0012_care'),
        ('kernel', '0007_published_with_its_parent'),
        ('people', '0006_persons'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProductPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('sent_by', models.BigIntegerField(null=True)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('by_staff', models.BigIntegerField(null=True)),
                ('maker', sentra.kernel.fields.Within(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('product', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='crafts.product')),
                ('source', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'ordering': ['product', 'place'],
            },
        ),
        migrations.AlterModelOptions(
            name='productpicture',
            options={'ordering': ['product', 'photo__place', 'width']},
        ),
        migrations.RemoveConstraint(
            model_name='productpicture',
            name='product_picture_width_once',
        ),
        migrations.AddField(
            model_name='productpicture',
            name='kind',
            field=models.CharField(db_default='webp', default='webp', max_length=5),
        ),
        migrations.AddField(
            model_name='productpicture',
            name='photo',
            field=sentra.kernel.fields.Within(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='widths', to='crafts.productphoto'),
        ),
        migrations.AddConstraint(
            model_name='productpicture',
            constraint=models.UniqueConstraint(fields=('tenant', 'product', 'photo', 'kind', 'width'), name='product_picture_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='productphoto',
            constraint=models.UniqueConstraint(fields=('tenant', 'product', 'place'), name='product_photo_place_once'),
        ),
        migrations.AddConstraint(
            model_name='productphoto',
            constraint=models.CheckConstraint(condition=models.Q(('by_staff', None), ('agreed_at__isnull', False), _connector='OR'), name='product_photo_agreed_before_said'),
        ),
        Fence("crafts", ["ProductPhoto"]),
        Refer("crafts", ["ProductPicture.photo"]),
    ]
