"""The to-do list, and its number in the menu."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.tables import ROWS_PER_PAGE
from reports.tasks import KINDS, ToDo


def _to_do(request) -> ToDo:
    return ToDo(user=request.user, on=timezone.localdate())


@require_safe
def task_list(request):
    """What awaits the reader, the oldest first; ``?kind=`` leaves one kind."""
    to_do = _to_do(request)
    chosen = next((kind for kind in KINDS if kind.code == request.GET.get("kind")), None)
    tasks = [task for task in to_do.tasks if chosen in (None, task.kind)]
    page = Paginator(tasks, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [(task, task.waited(to_do.on).days) for task in page]
    context = {"to_do": to_do, "chosen": chosen, "rows": rows, "page": page}
    return render(request, "reports/tasks/list.html", context)


@require_safe
def task_count(request):
    """The number alone; the menu asks for it after the page is there."""
    return render(request, "reports/tasks/_count.html", {"number": len(_to_do(request).tasks)})
