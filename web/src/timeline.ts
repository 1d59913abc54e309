// Timelines zoom and move along time: wheel, drag, or the keys + - and arrows; the drawing's heights stay.
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomTransform } from "d3-zoom";

const AXIS = "x";

export function zoomTimelines(): void {
  document.querySelectorAll<SVGSVGElement>("[data-timeline] svg").forEach(enable);
}

function enable(svg: SVGSVGElement): void {
  const width = svg.viewBox.baseVal.width;
  const placed = [...svg.querySelectorAll<SVGElement>("circle, rect, .axis line:not(.zero), .axis text")].map((mark) => ({
    mark,
    names: ["cx", "x1", "x2", AXIS].filter((name) => mark.hasAttribute(name)).map((name) => [name, Number(mark.getAttribute(name))] as const),
    long: mark.tagName === "rect" ? Number(mark.getAttribute("width")) : 0,
  }));
  const draw = (to: ZoomTransform): void => {
    for (const { mark, names, long } of placed) {
      for (const [name, value] of names) mark.setAttribute(name, String(to.applyX(value)));
      if (long) mark.setAttribute("width", String(long * to.k));
    }
  };
  const drawing = select<SVGSVGElement, unknown>(svg);
  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, 400])
    .translateExtent([[0, 0], [width, 0]])
    .extent([[0, 0], [width, svg.viewBox.baseVal.height]])
    .filter((event: Event) => event.type !== "wheel" || (event as WheelEvent).ctrlKey || (event as WheelEvent).shiftKey)
    .on("zoom", (event: { transform: ZoomTransform }) => draw(event.transform));
  drawing.call(zooming);
  const frame = svg.parentElement;
  if (frame) frame.scrollLeft = frame.scrollWidth; // On a phone the latest is seen first.
  frame?.addEventListener("keydown", (event) => {
    const act: Record<string, () => unknown> = {
      "+": () => drawing.call(zooming.scaleBy, 1.5),
      "-": () => drawing.call(zooming.scaleBy, 1 / 1.5),
      "0": () => drawing.call(zooming.transform, zoomIdentity),
      ArrowLeft: () => drawing.call(zooming.translateBy, 60, 0),
      ArrowRight: () => drawing.call(zooming.translateBy, -60, 0),
    };
    const todo = act[event.key];
    if (!todo || (event.target as Element).tagName === "INPUT") return;
    event.preventDefault();
    todo();
  });
  const how = document.createElement("span");
  how.className = "zoom";
  how.textContent = " Zoom with Shift and the wheel or + and −, move by dragging or arrow keys, 0 shows all.";
  svg.closest("figure")?.querySelector("figcaption")?.append(how);
}
