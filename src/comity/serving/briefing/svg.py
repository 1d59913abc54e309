"""A chart as an SVG element; all text in it is escaped."""

from html import escape

from comity.serving.briefing.shapes import INK, STYLES, Drawing, Shape, Stroke, Words


def to_svg(drawing: Drawing) -> str:
    """The drawing as an element of a page; all text in it is escaped."""
    shapes = "".join(map(_svg, drawing.shapes))
    size = f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" width="{drawing.width:g}" height="{drawing.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(drawing.told)}">{shapes}</svg>'
    )


def _svg(shape: Shape) -> str:
    if isinstance(shape, Words):
        place = f'x="{shape.x:g}" y="{shape.y:g}" text-anchor="{shape.anchor}"'
        return f'<text {place} fill="{INK}" font-size="11" font-family="sans-serif">{escape(shape.text)}</text>'
    stroke, fill, _ = STYLES[shape.style]
    paint = f'stroke="{stroke}" fill="{fill}"'
    if isinstance(shape, Stroke):
        wide = 1 if shape.style == "axis" else 2
        return f'<polyline points="{" ".join(f"{x:g},{y:g}" for x, y in shape.points)}" {paint} stroke-width="{wide}"/>'
    told = f"<title>{escape(shape.told)}</title>"
    if shape.width > 8:
        return (
            f'<rect x="{shape.x:g}" y="{shape.y - 3:g}" width="{shape.width:g}" height="6" rx="3" {paint}>{told}</rect>'
        )
    return f'<circle cx="{shape.x:g}" cy="{shape.y:g}" r="3.4" {paint}>{told}</circle>'
