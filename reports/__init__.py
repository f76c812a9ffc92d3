"""Pages that combine floors: overviews, the station's page, returns, official forms, to-dos, search.

- ``panels``: what a page shows, read from the floors below
- ``monthly``: a county's return of a month; ``official``: the forms of the bureau
- ``search``: finding a record by name or code; ``tasks``: what waits for whom
"""
