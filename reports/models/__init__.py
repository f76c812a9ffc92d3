from reports.models.published_figure import PublishedFigure

__all__ = ["PublishedFigure"]
