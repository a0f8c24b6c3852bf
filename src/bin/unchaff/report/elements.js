// Elements are made here and nowhere else: text goes in as text, never as markup.
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const make = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const draw = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const data = (id) => {
  const element = document.getElementById(id);
  return element && JSON.parse(element.textContent);
};

const number = (value) => Math.round(value).toLocaleString("en");
const percent = (part, whole) => (whole > 0 ? Math.round((part * 100) / whole) + " %" : "0 %");
const signed = (value) => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(1);
const plural = (count, what) => number(count) + " " + what + (count === 1 ? "" : "s");

// A bar as wide as its share of the largest; what it says stands beside it as text.
function bar(value, largest) {
  const width = largest > 0 ? Math.max(0.5, (value * 100) / largest) : 0;
  return draw("svg", { width: "100%", height: 12, "aria-hidden": "true" }, draw("rect", { class: "bar", width: width + "%", height: 12 }));
}

// Rows of [label, value, words]: a table whose middle column is drawn.
function bars(rows) {
  const largest = Math.max(0, ...rows.map((row) => row[1]));
  return make("table", { class: "bars" }, make("tbody", null, rows.map(([label, value, words]) =>
    make("tr", null, make("th", { scope: "row" }, label), make("td", null, bar(value, largest)), make("td", { class: "number" }, words)))));
}

const role = (name) => make("span", { class: "role " + (name === "heading" ? "heading-role" : name) }, name);
