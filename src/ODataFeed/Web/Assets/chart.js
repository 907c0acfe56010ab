// A crosshair for charts over time, made of the strips and tooltips the server drew. Pointer and arrow keys move it.
const svg = "http://www.w3.org/2000/svg";

function element(name, attributes) {
  const node = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

class Crosshair {
  constructor(drawing) {
    this.drawing = drawing;
    this.figure = drawing.closest("figure");
    this.strips = [...drawing.querySelectorAll(".strips rect")];
    this.tips = this.strips.map(strip => {
      const text = strip.firstElementChild.textContent;
      // The browser's own tooltip would stand over ours.
      strip.firstElementChild.remove();
      return text.split("\n");
    });
    this.at = -1;
    this.mark = element("g", { class: "crosshair" });
    this.mark.setAttribute("visibility", "hidden");
    drawing.append(this.mark);
    this.tip = document.createElement("div");
    this.tip.className = "tip";
    this.tip.hidden = true;
    this.figure.append(this.tip);
    drawing.tabIndex = 0;
    drawing.addEventListener("pointermove", event => this.follow(event));
    drawing.addEventListener("pointerleave", () => this.hide());
    drawing.addEventListener("blur", () => this.hide());
    drawing.addEventListener("keydown", event => this.key(event));
  }

  follow(event) {
    const index = this.strips.indexOf(event.target);
    if (index >= 0) this.show(index);
  }

  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -this.strips.length, End: this.strips.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const from = this.at < 0 ? this.strips.length : this.at;
    this.show(Math.min(this.strips.length - 1, Math.max(0, from + step)));
  }

  show(index) {
    this.at = index;
    const { dataset, y, height } = this.strips[index];
    const [x, top] = [dataset.x, y.baseVal.value];
    const dots = dataset.y.split(" ").map((place, i) =>
      place === "-" ? null : element("circle", { cx: x, cy: place, r: 3.5, class: `fill c${i % 8}` }));
    this.mark.replaceChildren(element("line", { x1: x, x2: x, y1: top, y2: top + height.baseVal.value }), ...dots.filter(Boolean));
    this.mark.setAttribute("visibility", "visible");
    this.tip.replaceChildren(...this.lines(this.tips[index]));
    this.tip.hidden = false;
    this.place(Number(x));
  }

  lines([title, ...values]) {
    const heading = document.createElement("strong");
    heading.textContent = title;
    return [heading, ...values.map((line, i) => {
      const row = document.createElement("div");
      const key = element("svg", { class: "key", viewBox: "0 0 10 10" });
      key.append(element("rect", { width: 10, height: 10, rx: 2.5, class: `fill c${i % 8}` }));
      const cut = line.lastIndexOf(": ");
      const value = document.createElement("b");
      value.textContent = line.slice(cut + 2);
      row.append(key, line.slice(0, cut), value);
      return row;
    })];
  }

  // Beside the line, on the side with more room.
  place(x) {
    const box = this.drawing.getBoundingClientRect();
    const outer = this.figure.getBoundingClientRect();
    const at = box.left - outer.left + x / this.drawing.viewBox.baseVal.width * box.width;
    const left = at > outer.width / 2 ? at - this.tip.offsetWidth - 12 : at + 12;
    this.tip.style.left = `${Math.max(0, Math.min(outer.width - this.tip.offsetWidth, left))}px`;
    this.tip.style.top = `${box.top - outer.top + 8}px`;
  }

  hide() {
    this.at = -1;
    this.mark.setAttribute("visibility", "hidden");
    this.tip.hidden = true;
  }
}

export function crosshairs(root) {
  for (const drawing of root.querySelectorAll("svg.drawing")) {
    if (drawing.querySelector(".strips")) new Crosshair(drawing);
  }
}

crosshairs(document);
