import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.history


class Migration(migrations.Migration):

    dependencies = [
        ('oversight', '0001_tables'),
        ('regions', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, editable=False, help_text='Given by the portal.', max_length=40, unique=True, verbose_name='code')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='year')),
                ('quarter', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name='quarter')),
                ('source', models.CharField(max_length=30, verbose_name='what is drawn')),
                ('size', models.PositiveIntegerField(help_text='At least one of each county is drawn, so it may become more.', verbose_name='size of the sample')),
                ('reason', models.CharField(blank=True, help_text='Only where there was a draw of this region and quarter before.', max_length=300, verbose_name='why it is drawn again')),
                ('number', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='which draw of the quarter')),
                ('seed', models.CharField(editable=False, max_length=64, verbose_name='seed')),
                ('population', models.JSONField(editable=False, verbose_name='population')),
                ('population_sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256 of the population')),
                ('drawn_at', models.DateTimeField(editable=False, verbose_name='drawn at')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='closed on')),
                ('closing_note', models.CharField(blank=True, editable=False, max_length=500, verbose_name='what came of it')),
                ('drawn_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to=settings.AUTH_USER_MODEL, verbose_name='drawn by')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='regions.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'draw',
                'verbose_name_plural': 'draws',
                'ordering': ['-year', '-quarter', '-code'],
            },
        ),
        migrations.CreateModel(
            name='DrawItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(editable=False, max_length=60, verbose_name='code of the record')),
                ('name', models.CharField(editable=False, max_length=220, verbose_name='name')),
                ('risks', models.CharField(blank=True, editable=False, max_length=200, verbose_name='signs of risk')),
                ('county', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='drawn_items_of_county', to='regions.region', verbose_name='county')),
                ('draw', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='oversight.draw', verbose_name='draw')),
                ('inspection', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drawn_item', to='oversight.inspection', verbose_name='supervisory check')),
                ('region', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='drawn_items', to='regions.region', verbose_name='place')),
            ],
            options={
                'verbose_name': 'drawn record',
                'verbose_name_plural': 'drawn records',
                'ordering': ['draw', 'code'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalDraw',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('request_key', models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name='request')),
                ('code', models.CharField(blank=True, db_index=True, editable=False, help_text='Given by the portal.', max_length=40, verbose_name='code')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='year')),
                ('quarter', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name='quarter')),
                ('source', models.CharField(max_length=30, verbose_name='what is drawn')),
                ('size', models.PositiveIntegerField(help_text='At least one of each county is drawn, so it may become more.', verbose_name='size of the sample')),
                ('reason', models.CharField(blank=True, help_text='Only where there was a draw of this region and quarter before.', max_length=300, verbose_name='why it is drawn again')),
                ('number', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='which draw of the quarter')),
                ('seed', models.CharField(editable=False, max_length=64, verbose_name='seed')),
                ('population', models.JSONField(editable=False, verbose_name='population')),
                ('population_sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256 of the population')),
                ('drawn_at', models.DateTimeField(editable=False, verbose_name='drawn at')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='closed on')),
                ('closing_note', models.CharField(blank=True, editable=False, max_length=500, verbose_name='what came of it')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('drawn_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drawn by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'historical draw',
                'verbose_name_plural': 'historical draws',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalDrawItem',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('request_key', models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name='request')),
                ('code', models.CharField(editable=False, max_length=60, verbose_name='code of the record')),
                ('name', models.CharField(editable=False, max_length=220, verbose_name='name')),
                ('risks', models.CharField(blank=True, editable=False, max_length=200, verbose_name='signs of risk')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('county', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.region', verbose_name='county')),
                ('draw', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='oversight.draw', verbose_name='draw')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inspection', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='oversight.inspection', verbose_name='supervisory check')),
                ('region', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.region', verbose_name='place')),
            ],
            options={
                'verbose_name': 'historical drawn record',
                'verbose_name_plural': 'historical drawn records',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('region', 'year', 'quarter'), name='oversight_draw_one_open', violation_error_message='A draw of this region and quarter is open; close it first.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(fields=('region', 'year', 'quarter', 'number'), name='oversight_draw_numbered_once', violation_error_message='Somebody has drawn just now; look at that draw first.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number', 1), ('reason', '')), models.Q(('number__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='oversight_draw_again_with_a_reason', violation_error_message='A second draw of a region and quarter says why it is drawn again; the first does not.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('quarter__gte', 1), ('quarter__lte', 4), ('year__gte', 2000), ('year__lte', 2100)), name='oversight_draw_quarter', violation_error_message='A year has four quarters, and the year four digits.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='oversight_draw_size', violation_error_message='At least one is drawn.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seed', ''), _negated=True), models.Q(('population_sha256', ''), _negated=True)), name='oversight_draw_repeatable', violation_error_message='A draw keeps its seed and the digest of its population.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('closing_note', '')), models.Q(('closed_on__isnull', False), models.Q(('closing_note', ''), _negated=True)), _connector='OR'), name='oversight_draw_closed_whole', violation_error_message='A closed draw has its day and what came of it; no other has.'),
        ),
        migrations.AddConstraint(
            model_name='drawitem',
            constraint=models.UniqueConstraint(fields=('draw', 'code'), name='oversight_drawitem_once', violation_error_message='A draw draws a record once.'),
        ),
    ]
