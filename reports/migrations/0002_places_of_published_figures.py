from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0001_tables'),
        ('reports', '0001_tables'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='publishedfigure',
            name='reports_publishedfigure_once',
        ),
        migrations.AddField(
            model_name='historicalpublishedfigure',
            name='place',
            field=models.CharField(blank=True, help_text='Only for a figure of another city or county; it is kept and never compared.', max_length=60, verbose_name='other place'),
        ),
        migrations.AddField(
            model_name='publishedfigure',
            name='place',
            field=models.CharField(blank=True, help_text='Only for a figure of another city or county; it is kept and never compared.', max_length=60, verbose_name='other place'),
        ),
        migrations.AddConstraint(
            model_name='publishedfigure',
            constraint=models.UniqueConstraint(fields=('indicator', 'region', 'place', 'as_of', 'source'), name='reports_publishedfigure_once', violation_error_message="This source's figure for this region and day is already here."),
        ),
    ]
