from django.db import migrations, models

import stations.models.station


class Migration(migrations.Migration):

    dependencies = [
        ('stations', '0001_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalstation',
            name='opening_hours',
            field=models.CharField(blank=True, help_text='Days and times, such as: Monday to Friday 8:30–12:00, 14:00–17:30.', max_length=100, validators=[stations.models.station.name_a_time], verbose_name='opening hours'),
        ),
        migrations.AddField(
            model_name='station',
            name='opening_hours',
            field=models.CharField(blank=True, help_text='Days and times, such as: Monday to Friday 8:30–12:00, 14:00–17:30.', max_length=100, validators=[stations.models.station.name_a_time], verbose_name='opening hours'),
        ),
    ]
