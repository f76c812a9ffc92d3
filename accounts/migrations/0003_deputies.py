import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.history


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalDeputy',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('request_key', models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name='request')),
                ('code', models.CharField(blank=True, db_index=True, editable=False, help_text='Given by the portal.', max_length=40, verbose_name='code')),
                ('started_on', models.DateField(verbose_name='first day')),
                ('ended_on', models.DateField(help_text='On the day after, it has ended by itself.', verbose_name='last day')),
                ('reason', models.CharField(help_text='Such as: annual leave, training.', max_length=200, verbose_name='reason')),
                ('withdrawn_on', models.DateField(blank=True, editable=False, null=True, verbose_name='ended early on')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('deputy', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='deputy')),
                ('given_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='named by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('principal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who is stood in for')),
            ],
            options={
                'verbose_name': 'historical deputy',
                'verbose_name_plural': 'historical deputies',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Deputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, editable=False, help_text='Given by the portal.', max_length=40, unique=True, verbose_name='code')),
                ('started_on', models.DateField(verbose_name='first day')),
                ('ended_on', models.DateField(help_text='On the day after, it has ended by itself.', verbose_name='last day')),
                ('reason', models.CharField(help_text='Such as: annual leave, training.', max_length=200, verbose_name='reason')),
                ('withdrawn_on', models.DateField(blank=True, editable=False, null=True, verbose_name='ended early on')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputyships', to=settings.AUTH_USER_MODEL, verbose_name='deputy')),
                ('given_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='deputies_named', to=settings.AUTH_USER_MODEL, verbose_name='named by')),
                ('principal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to=settings.AUTH_USER_MODEL, verbose_name='who is stood in for')),
            ],
            options={
                'verbose_name': 'deputy',
                'verbose_name_plural': 'deputies',
                'ordering': ['-started_on', '-code'],
                'indexes': [models.Index(fields=['deputy', 'ended_on'], name='accounts_deputy_running')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on__gte', models.F('started_on'))), name='accounts_deputy_period', violation_error_message='The last day is not before the first one.'), models.CheckConstraint(condition=models.Q(('deputy', models.F('principal')), _negated=True), name='accounts_deputy_two_people', violation_error_message='Nobody is their own deputy.'), models.CheckConstraint(condition=models.Q(('given_by', models.F('deputy')), _negated=True), name='accounts_deputy_named_by_another', violation_error_message='Nobody makes themselves a deputy; the other one or an administrator does.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='accounts_deputy_says_why', violation_error_message='Say why somebody stands in.')],
            },
        ),
    ]
