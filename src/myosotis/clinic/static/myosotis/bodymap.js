/* The body map: the drawing ticks the check boxes of the list, and shows what they say. Without this script the list is all. */
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const drawings = new Map();
  // Where a zoom looks at, in units of the drawing, and which zooms a view has.
  const LOOK = { neck: [220, 185], hips: [220, 420], legs: [220, 730], right_side: [100, 140], left_side: [316, 140] };
  const ZOOMS = { front: ["whole", "neck", "hips", "legs"], back: ["whole", "neck", "hips", "legs"],
    head: ["whole", "right_side", "left_side"], soles: ["whole", "right_side", "left_side"] };

  function drawing(address) {
    if (!drawings.has(address)) {
      drawings.set(address, fetch(address).then((answer) => {
        if (!answer.ok) throw new Error("drawing " + answer.status);
        return answer.text();
      }));
    }
    return drawings.get(address);
  }

  class BodyMap {
    constructor(root) {
      this.root = root;
      this.settings = JSON.parse(root.dataset.settings);
      this.boxes = new Map([...root.querySelectorAll(".bm-list input[type=checkbox]")].map((box) => [box.value, box]));
      this.stage = root.querySelector(".bm-stage");
      this.scroll = root.querySelector(".bm-scroll");
      this.chips = root.querySelector(".bm-chips");
      this.confirmed = root.querySelector("[data-confirmed]");
      this.history = [];
      this.moving = null;
      this.zoom = "whole";
      this.stage.hidden = false;
      root.querySelector("[data-tools]").hidden = false;
      root.querySelector(".bm-list").open = false;
      for (const tools of this.chips.querySelectorAll(".bm-chip-tools")) tools.hidden = false;
      this.now = this.state();
      root.addEventListener("click", (event) => this.clicked(event));
      root.addEventListener("change", (event) => this.changed(event));
      this.show(root.querySelector("[data-view][aria-pressed=true]"));
      this.offer();
    }

    // Not `disabled`: whoever has just pressed it by keyboard would lose her place.
    offer() { this.root.querySelector("[data-do=undo]").setAttribute("aria-disabled", String(this.history.length === 0)); }

    word(name, place) { return this.root.querySelector(`template[data-words=${name}]`).content.textContent.trim().replace("{place}", place || ""); }
    say(text) { this.root.querySelector(".bm-status").textContent = text; }
    name(code) { return this.boxes.get(code).getAttribute("aria-label"); }
    chip(code) { return this.chips.querySelector(`[data-code="${code}"]`); }
    chosen() { return [...this.boxes.values()].filter((box) => box.checked).map((box) => box.value); }

    state() {
      const rates = {};
      for (const chip of this.chips.children) rates[chip.dataset.code] = [...chip.querySelectorAll("select")].map((s) => s.value);
      return { codes: this.chosen(), rates, confirmed: this.confirmed ? this.confirmed.value : "" };
    }

    keep() {
      this.history.push(this.now);
      this.now = this.state();
      this.offer();
    }

    restore(state) {
      for (const [code, box] of this.boxes) box.checked = state.codes.includes(code);
      if (this.confirmed) this.confirmed.value = state.confirmed;
      this.list(state.rates);
      this.now = this.state();
    }

    clicked(event) {
      const button = event.target.closest("button");
      if (!button) {
        if (event.target.closest("svg")) this.tapped(event);
        return;
      }
      if (button.dataset.view) this.show(button);
      else if (button.dataset.zoom) this.look(button.dataset.zoom);
      else if (button.dataset.do) this[button.dataset.do](button);
    }

    tapped(event) {
      const zone = this.under(event.clientX, event.clientY);
      if (zone) this.pick(zone);
    }

    // A finger is wider than a line: the zone under it, or the nearest one within 14 pixels.
    under(x, y) {
      for (const reach of [0, 7, 14]) {
        for (let turn = 0; turn < (reach ? 8 : 1); turn += 1) {
          const at = document.elementFromPoint(x + reach * Math.cos(turn * Math.PI / 4), y + reach * Math.sin(turn * Math.PI / 4));
          const path = at && this.scroll.contains(at) && at.closest("[data-zone]");
          if (path) return path.dataset.zone;
        }
      }
      return null;
    }

    pick(code) {
      const box = this.boxes.get(code);
      box.checked = this.moving ? true : !box.checked;
      this.settle(code);
    }

    changed(event) {
      if (this.boxes.get(event.target.value) === event.target) this.settle(event.target.value);
      else if (event.target.closest(".bm-chip")) { this.keep(); this.paint(); }
    }

    // After a box has changed, by drawing or by list.
    settle(code) {
      const on = this.boxes.get(code).checked, rates = { ...this.now.rates };
      let said = this.word(on ? "added" : "removed", this.name(code));
      if (on && this.moving && this.moving !== code) {
        rates[code] = rates[this.moving];
        this.boxes.get(this.moving).checked = false;
        said = this.word("moved", this.name(code));
      }
      this.moving = null;
      this.list(rates);
      if (!Object.keys(this.settings.mirrors).some((c) => this.boxes.get(c).checked) && this.confirmed) this.confirmed.value = "";
      this.keep();
      this.say(said);
      this.ask(on ? code : null);
    }

    list(rates) {
      const codes = this.chosen();
      this.chips.replaceChildren(...codes.map((code) => this.make(code, rates[code] || [])));
      this.root.querySelector(".bm-none").hidden = codes.length > 0;
      this.paint();
    }

    make(code, values) {
      const chip = this.root.querySelector("template[data-chip]").content.firstElementChild.cloneNode(true);
      chip.dataset.code = code;
      chip.querySelector(".bm-name").textContent = this.name(code);
      chip.querySelectorAll("select").forEach((select, k) => { select.name += code; select.value = values[k] || ""; });
      chip.querySelector(".bm-chip-tools").hidden = false;
      for (const button of chip.querySelectorAll("button")) button.setAttribute("aria-label", `${button.textContent}: ${this.name(code)}`);
      return chip;
    }

    undo() {
      const state = this.history.pop();
      if (!state) return;
      this.moving = null;
      this.restore(state);
      this.offer();
      this.ask(null);
      this.say(this.word("undone"));
    }

    as_last() {
      for (const [code, box] of this.boxes) box.checked = this.settings.last.includes(code);
      this.list(this.now.rates);
      this.keep();
      this.say(this.settings.last.map((code) => this.word("added", this.name(code))).join(" "));
      this.ask(this.settings.last.find((code) => this.settings.mirrors[code]) || null);
    }

    remove(button) {
      const code = button.closest(".bm-chip").dataset.code;
      this.boxes.get(code).checked = false;
      this.moving = null;
      this.settle(code);
      const next = this.chips.querySelector("[data-do=remove]") || this.root.querySelector("[data-do=undo]");
      next.focus();
    }

    move(button) {
      this.moving = button.closest(".bm-chip").dataset.code;
      this.paint();
      this.say(this.word("move_to", this.name(this.moving)));
    }

    ask(code) {
      const place = this.root.querySelector(".bm-mirror");
      place.replaceChildren();
      const [other, was] = (code && this.settings.mirrors[code]) || [];
      if (!other || this.boxes.get(other).checked || (this.confirmed && this.confirmed.value)) return;
      const panel = this.root.querySelector("template[data-mirror-panel]").content.cloneNode(true);
      for (const [part, name] of [["then", was], ["now", code]]) {
        const line = panel.querySelector(`[data-${part}]`);
        line.textContent = line.textContent.replace("{place}", this.name(name));
      }
      this.asking = code;
      place.append(panel);
    }

    keep_side() {
      if (this.confirmed) this.confirmed.value = "yes";
      this.keep();
      this.root.querySelector(".bm-mirror").replaceChildren();
      this.scroll.focus();
    }

    other_side() {
      const code = this.asking, other = this.settings.mirrors[code][0], rates = { ...this.now.rates };
      rates[other] = rates[code];
      this.boxes.get(code).checked = false;
      this.boxes.get(other).checked = true;
      this.list(rates);
      this.keep();
      this.root.querySelector(".bm-mirror").replaceChildren();
      this.say(this.word("moved", this.name(other)));
      this.scroll.focus();
    }

    async show(button) {
      this.view = button.dataset.view;
      for (const other of this.root.querySelectorAll("[data-view]")) other.setAttribute("aria-pressed", String(other === button));
      for (const zoom of this.root.querySelectorAll("[data-zoom]")) zoom.hidden = !ZOOMS[this.view].includes(zoom.dataset.zoom);
      const view = this.view;
      let text;
      try { text = await drawing(button.dataset.src); } catch { this.stage.hidden = true; this.root.querySelector(".bm-list").open = true; return; }
      if (view !== this.view) return;
      const svg = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
      svg.setAttribute("aria-hidden", "true");
      svg.setAttribute("class", "bm-svg bm-svg-" + view);
      svg.append(this.element("g", { class: "was" }), this.element("g", { class: "marks" }));
      svg.prepend(this.hatching());
      if (view === "head" || view === "soles") this.nameSides(svg);
      this.scroll.replaceChildren(svg);
      this.root.querySelector(".bm-sides").classList.toggle("bm-sides-back", view === "back");
      this.look(ZOOMS[view].includes(this.zoom) ? this.zoom : "whole");
    }

    // Treated places are dotted and places it spreads to are striped: never colour alone.
    hatching() {
      const defs = this.element("defs", {});
      const [name, size, ink] = this.root.classList.contains("bm-treated")
        ? ["dots", 70, this.element("circle", { cx: 35, cy: 35, r: 17, class: "ink" })]
        : ["stripes", 80, this.element("path", { d: "M-20 60L60-20M20 100L100 20", class: "line" })];
      if (this.root.classList.contains("bm-pain")) return defs;
      const pattern = this.element("pattern", { id: "bm-" + name, width: size, height: size, patternUnits: "userSpaceOnUse" });
      pattern.append(this.element("rect", { width: size, height: size, class: "ground" }), ink);
      defs.append(pattern);
      return defs;
    }

    // Two profiles and two soles: each carries its own side, wherever the picture is scrolled to.
    nameSides(svg) {
      const { width, height } = svg.viewBox.baseVal;
      for (const [side, x] of [["right", width * 0.25], ["left", width * 0.75]]) {
        const text = this.element("text", { x, y: height - 20, class: "side", "font-size": 120 });
        text.textContent = this.root.querySelector(`.bm-sides [data-side=${side}]`).textContent;
        svg.append(text);
      }
    }

    element(name, attributes) {
      const made = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return made;
    }

    look(zoom) {
      this.zoom = zoom;
      this.paint();
      for (const button of this.root.querySelectorAll("[data-zoom]")) button.setAttribute("aria-pressed", String(button.dataset.zoom === zoom));
      const near = zoom !== "whole";
      this.scroll.classList.toggle("bm-near", near);
      this.root.querySelector(".bm-sides").hidden = near && (this.view === "head" || this.view === "soles");
      if (near) this.scroll.tabIndex = 0; else this.scroll.removeAttribute("tabindex");
      const svg = this.scroll.querySelector("svg");
      if (!svg || !near) return;
      const box = svg.viewBox.baseVal, unit = svg.getBoundingClientRect().width / box.width * 10;
      let [x, y] = LOOK[zoom];
      if (this.view === "soles") [x, y] = [x * 0.6, 150];
      this.scroll.scrollTo(x * unit - this.scroll.clientWidth / 2, y * unit - this.scroll.clientHeight / 2);
    }

    paint() {
      const svg = this.scroll.querySelector("svg");
      if (!svg) return;
      const marks = svg.querySelector(".marks"), was = svg.querySelector(".was");
      marks.replaceChildren();
      was.replaceChildren();
      for (const path of svg.querySelectorAll(".zones [data-zone]")) {
        const code = path.dataset.zone, on = this.boxes.get(code).checked;
        const chip = on && this.chip(code), rate = chip && chip.querySelector("select");
        const pain = rate && rate.value !== "" ? Number(rate.value) : null;
        const shade = pain === null ? "unrated" : pain >= 7 ? "high" : pain >= 4 ? "middle" : "low";
        path.setAttribute("class", on ? `on ${shade}${this.moving === code ? " moving" : ""}` : "");
        if (this.settings.original.includes(code)) was.append(this.ring(path, "before"));
        if (on) { marks.append(this.ring(path, "edge")); this.mark(path, marks, pain); }
      }
    }

    // The edge of a zone over its neighbours, which would hide half of it.
    ring(path, name) {
      const ring = path.cloneNode();
      ring.removeAttribute("data-zone");
      ring.setAttribute("class", name);
      return ring;
    }

    // A number where it is rated, a tick where it is not: the choice reads without colour.
    mark(path, layer, pain) {
      const box = path.getBBox(), size = Math.min(box.width, box.height, 220) * 0.62;
      const at = this.inside(path, box);
      const text = this.element("text", { x: at.x, y: at.y, "font-size": Math.max(size, this.zoom === "whole" ? 130 : 70), class: pain >= 7 ? "on-high" : "" });
      text.textContent = pain === null ? "✓" : String(pain);
      layer.append(text);
    }

    inside(path, box) {
      const point = path.ownerSVGElement.createSVGPoint();
      let best = null;
      for (let i = 1; i < 8; i += 1) for (let k = 1; k < 8; k += 1) {
        point.x = box.x + box.width * i / 8;
        point.y = box.y + box.height * k / 8;
        const off = Math.abs(i - 4) + Math.abs(k - 4);
        if ((!best || off < best.off) && path.isPointInFill(point)) best = { x: Math.round(point.x), y: Math.round(point.y), off };
      }
      return best || { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
  }

  for (const root of document.querySelectorAll("[data-bodymap]")) new BodyMap(root);
})();
