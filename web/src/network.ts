// Networks move through time: a slider, nodes that keep their places, the keyboard from actor to actor, zoom as in timelines.
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomTransform } from "d3-zoom";

type Moments = Map<string, string[]>;
const WAIT = 250;

export function moveNetworks(): void {
  document.querySelectorAll<HTMLElement>("[data-network]").forEach((figure) => {
    // One drawing for wide screens and one for narrow ones, of which one is seen.
    const svgs = [...figure.querySelectorAll<SVGSVGElement>("svg.graph")];
    if (!svgs.length) return;
    const walks = svgs.map(walkActors);
    svgs.forEach((svg) => { enlarge(svg, figure); light(svg); });
    figure.querySelector("figcaption")?.append(" Arrow keys go from actor to actor, Enter opens its page; + and − or Shift and the wheel enlarge, 0 shows all.");
    slide(figure, () => walks.forEach((walk) => walk()));
  });
}

function slide(figure: HTMLElement, walk: () => void): void {
  const choice = document.querySelector<HTMLSelectElement>("[data-period]");
  const place = figure.querySelector<HTMLElement>("[data-slider]");
  if (!choice || !place) return;
  const [back, range, on, told] = [button("‹", "Earlier"), document.createElement("input"), button("›", "Later"), document.createElement("output")];
  Object.assign(range, { type: "range", min: "0", max: String(choice.options.length - 1), step: "1" });
  range.setAttribute("aria-label", "Period");
  place.append(back, range, on, told);
  const marks = [...figure.querySelectorAll<SVGElement>("[data-moments]")].map((mark) => ({ mark, moments: read(mark) }));
  let timer = 0;
  const show = (index: number, fetching = true): void => {
    choice.selectedIndex = Math.max(0, Math.min(choice.options.length - 1, index));
    range.value = String(choice.selectedIndex);
    const named = choice.options[choice.selectedIndex];
    told.textContent = named?.text ?? "";
    range.setAttribute("aria-valuetext", told.textContent);
    back.disabled = choice.selectedIndex === 0;
    on.disabled = choice.selectedIndex === choice.options.length - 1;
    for (const { mark, moments } of marks) set(mark, moments.get(choice.value));
    walk();
    clearTimeout(timer);
    if (fetching) timer = setTimeout(() => turn(choice.value), WAIT);
  };
  range.addEventListener("input", () => show(Number(range.value)));
  back.addEventListener("click", () => show(choice.selectedIndex - 1));
  on.addEventListener("click", () => show(choice.selectedIndex + 1));
  choice.addEventListener("change", () => show(choice.selectedIndex));
  show(choice.selectedIndex, false);
}

function read(mark: SVGElement): Moments {
  const written = (mark.getAttribute("data-moments") ?? "").trim().split(" ");
  return new Map(written.map((one) => one.split("|")).map(([at = "", ...rest]) => [at, rest]));
}

function set(mark: SVGElement, moment: string[] | undefined): void {
  mark.classList.toggle("away", !moment);
  if (!moment) return;
  const [size = "1", look] = moment;
  if (mark.classList.contains("tie")) {
    mark.querySelector("polyline")?.setAttribute("stroke-width", size);
    const much = mark.querySelector("text");
    if (much) much.textContent = look ?? "";
    return;
  }
  mark.setAttribute("class", `node ${look}`);
  mark.querySelector("circle")?.setAttribute("r", size);
  const square = mark.querySelector("rect");
  if (!square) return;
  for (const side of ["x", "y"]) square.setAttribute(side, String(Number(square.getAttribute(`data-${side}`)) - Number(size)));
  for (const side of ["width", "height"]) square.setAttribute(side, String(2 * Number(size)));
}

// The tables, the title and the downloads of the new period come from its own page, whose address becomes this one's.
async function turn(period: string): Promise<void> {
  const address = new URL(location.href);
  address.searchParams.set("period", period);
  history.replaceState(null, "", address);
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || new URL(location.href).searchParams.get("period") !== period) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["[data-rows]", "[data-legend]", "main h1", ".tabs", ".clocks", ".behind"]) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
  document.title = page.title;
  document.dispatchEvent(new CustomEvent("rows"));
}

// One stop of the Tab key for all actors; arrows go to the nearest one in their direction.
function walkActors(svg: SVGSVGElement): () => void {
  const nodes = [...svg.querySelectorAll<SVGAElement>(".node")];
  const seen = (): SVGAElement[] => nodes.filter((node) => !node.classList.contains("away"));
  const stop = (at: SVGAElement | undefined): void => nodes.forEach((node) => node.setAttribute("tabindex", node === at ? "0" : "-1"));
  const keep = (): void => { const now = nodes.find((node) => node.getAttribute("tabindex") === "0"); if (!now || now.classList.contains("away")) stop(seen()[0]); };
  svg.addEventListener("keydown", (event) => {
    const now = (event.target as Element).closest<SVGAElement>(".node");
    const way = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<string, [number, number]>)[event.key];
    if (!now || (!way && event.key !== "Home")) return;
    event.preventDefault();
    event.stopPropagation();
    const next = way ? nearest(now, seen(), way) : seen()[0];
    if (!next) return;
    stop(next);
    next.focus();
  });
  // Not on the drawing itself: an SVG element that listens to focus takes it.
  svg.parentElement?.addEventListener("focusin", (event) => { const at = (event.target as Element).closest<SVGAElement>(".node"); if (at && nodes.includes(at)) stop(at); });
  keep();
  return keep;
}

function nearest(from: SVGAElement, nodes: SVGAElement[], [right, down]: [number, number]): SVGAElement | undefined {
  const [x, y] = middle(from);
  const far = (node: SVGAElement): number => {
    const [dx, dy] = [middle(node)[0] - x, middle(node)[1] - y];
    const [along, aside] = [dx * right + dy * down, Math.abs(dx * down) + Math.abs(dy * right)];
    return node === from || along <= 0 ? Infinity : along + 2 * aside;
  };
  return nodes.filter((node) => far(node) < Infinity).sort((one, other) => far(one) - far(other))[0];
}

function middle(node: SVGAElement): [number, number] {
  const [circle, square] = [node.querySelector("circle"), node.querySelector("rect")];
  const read = (of: Element | null, name: string): number => Number(of?.getAttribute(name));
  return circle ? [read(circle, "cx"), read(circle, "cy")] : [read(square, "data-x"), read(square, "data-y")];
}

// Whoever is looked at stands out with its ties and neighbours.
function light(svg: SVGSVGElement): void {
  const ties = [...svg.querySelectorAll<SVGElement>(".tie")].map((tie) => ({ tie, ends: (tie.getAttribute("data-ends") ?? "").split(" ") }));
  const nodes = [...svg.querySelectorAll<SVGElement>(".node")];
  const look = (id: string | null | undefined): void => {
    const near = new Set<string | null | undefined>([id]);
    for (const { tie, ends } of ties) {
      const own = !!id && ends.includes(id) && !tie.classList.contains("away");
      tie.classList.toggle("lit", own);
      tie.classList.toggle("dim", !!id && !own);
      if (own) ends.forEach((end) => near.add(end));
    }
    nodes.forEach((node) => node.classList.toggle("dim", !!id && !near.has(node.getAttribute("data-id"))));
  };
  for (const name of ["pointerover", "focusin"]) {
    svg.parentElement?.addEventListener(name, (event) => look((event.target as Element).closest(".node")?.getAttribute("data-id")));
  }
  for (const name of ["pointerleave", "focusout"]) svg.parentElement?.addEventListener(name, () => look(null));
}

function enlarge(svg: SVGSVGElement, figure: HTMLElement): void {
  const inside = svg.querySelector<SVGGElement>("[data-zoomed]");
  const drawing = select<SVGSVGElement, unknown>(svg);
  const { width, height } = svg.viewBox.baseVal;
  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, 8])
    .translateExtent([[0, 0], [width, height]])
    .extent([[0, 0], [width, height]])
    .filter((event: Event) => event.type !== "wheel" || (event as WheelEvent).ctrlKey || (event as WheelEvent).shiftKey)
    .on("zoom", (event: { transform: ZoomTransform }) => inside?.setAttribute("transform", event.transform.toString()));
  drawing.call(zooming).on("dblclick.zoom", null);
  figure.addEventListener("keydown", (event) => {
    const act: Record<string, () => unknown> = {
      "+": () => drawing.call(zooming.scaleBy, 1.5),
      "-": () => drawing.call(zooming.scaleBy, 1 / 1.5),
      "0": () => drawing.call(zooming.transform, zoomIdentity),
    };
    const todo = act[event.key];
    if (!todo || (event.target as Element).tagName === "INPUT") return;
    event.preventDefault();
    todo();
  });
}

function button(text: string, label: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  return made;
}
