// The run: sums, charts, and the way to single documents.
const MOST = 20, STEP = 100;
const share = (row) => (row.words > 0 ? row.gone / row.words : 0);
const bin = (row) => Math.min(9, Math.floor(share(row) * 10));
const ruleLink = (at) => (run.rules[at] ? make("a", { href: "#rule" + at }, make("code", null, run.rules[at].id)) : "no rule");

function runView() {
  const rows = run.documents;
  const words = rows.reduce((sum, row) => sum + row.words, 0);
  const gone = rows.reduce((sum, row) => sum + row.gone, 0);
  const empty = rows.filter((row) => row.gone >= row.words).length;
  const card = (value, what) => make("li", null, make("b", null, value), what);
  const errors = run.errorCount;
  return make("div", null, make("h1", null, "What was left out, and why"),
    make("ul", { class: "cards" }, card(number(rows.length), rows.length === 1 ? "document" : "documents"), card(number(words), "words read"),
      card(percent(gone, words), "of them left out"), card(number(empty), "without a body"), card(number(errors), errors === 1 ? "error" : "errors")),
    make("div", { class: "charts" },
      section("Words left out, by role", roleChart()), section("Words left out, by rule", ruleChart()),
      section("Share of the words left out", histogram(rows)), section("Kinds of page", kinds(rows))),
    errors > 0 && section("Errors", errorTable()),
    section("Least certain", table(pick(rows, (a, b) => a.sure - b.sure).slice(0, MOST))),
    section("Most certain", table(pick(rows.filter((row) => row.words > row.gone), (a, b) => b.sure - a.sure).slice(0, MOST))),
    section("All documents", listing(rows)));
}

const section = (title, content) => make("section", null, make("h2", null, title), content);
const pick = (rows, order) => rows.slice().sort((a, b) => order(a, b) || a.at - b.at);

function roleChart() {
  const roles = run.roles.map((one, at) => ({ ...one, at })).filter((one) => one.words > 0).sort((a, b) => b.words - a.words);
  return bars(roles.map((one) => [[role(one.name), make("a", { href: "#role" + one.at }, plural(one.blocks, "block"))], one.words, plural(one.words, "word")]));
}

function ruleChart() {
  const rules = run.rules.map((one, at) => ({ ...one, at })).filter((one) => one.words > 0).sort((a, b) => b.words - a.words);
  const rest = rules.slice(MOST);
  const rows = rules.slice(0, MOST).map((one) => [ruleLink(one.at), one.words, plural(one.words, "word")]);
  const words = rest.reduce((sum, one) => sum + one.words, 0);
  if (rest.length > 0) rows.push([plural(rest.length, "more rule"), words, plural(words, "word")]);
  return bars(rows);
}

function histogram(rows) {
  const counts = Array(10).fill(0);
  for (const row of rows) counts[bin(row)] += 1;
  const largest = Math.max(1, ...counts);
  const columns = counts.map((count, at) => {
    const height = (count * 110) / largest;
    const said = plural(count, "document") + " with " + at * 10 + " to " + (at + 1) * 10 + " % left out";
    return draw("a", { href: "#share" + at, "aria-label": said }, draw("rect", { class: "bar", x: at * 44 + 4, y: 130 - height, width: 36, height }, draw("title", null, said)),
      draw("text", { x: at * 44 + 22, y: 125 - height, "text-anchor": "middle" }, number(count)), draw("text", { x: at * 44 + 22, y: 146, "text-anchor": "middle" }, at * 10 + "–" + (at + 1) * 10));
  });
  return draw("svg", { viewBox: "0 0 440 166", role: "img", "aria-label": "Documents by the share of their words left out" }, columns,
    draw("text", { x: 220, y: 164, "text-anchor": "middle" }, "% of the words left out"));
}

function kinds(rows) {
  const counts = new Map();
  for (const row of rows) counts.set(row.kind || "unknown", (counts.get(row.kind || "unknown") || 0) + 1);
  return bars([...counts].sort((a, b) => b[1] - a[1]).map(([kind, count]) => [kind, count, plural(count, "document")]));
}

function errorTable() {
  const more = run.errorCount - run.errors.length;
  return [make("table", null, make("tbody", null, run.errors.map(([place, code, message]) => make("tr", null, make("td", { dir: "auto" }, place),
    make("td", null, make("code", null, code)), make("td", { dir: "auto" }, message))))), more > 0 && make("p", null, "and " + number(more) + " more")];
}

function table(rows, extra) {
  const head = ["document", "kind", "words", "left out", "certainty", extra && extra[0]].filter(Boolean);
  return make("table", null, make("thead", null, make("tr", null, head.map((name, at) => make("th", { scope: "col", class: at > 1 ? "number" : at === 1 ? "wide" : null }, name)))),
    make("tbody", null, rows.map((row) => make("tr", null,
      make("td", { dir: "auto" }, make("a", { href: "#d" + row.at }, row.title || row.name), row.title && make("div", { class: "soft wide" }, row.name)),
      make("td", { class: "wide" }, row.kind), make("td", { class: "number" }, number(row.words)), make("td", { class: "number" }, percent(row.gone, row.words)),
      make("td", { class: "number" }, row.sure.toFixed(2)), extra && make("td", { class: "number" }, extra[1](row))))));
}

// A list that is found in, ordered and shown by pieces.
function listing(rows) {
  const orders = [["in the order read", (a, b) => a.at - b.at], ["least certain first", (a, b) => a.sure - b.sure],
    ["most left out first", (a, b) => share(b) - share(a)], ["longest first", (a, b) => b.words - a.words]];
  const holder = make("div");
  const state = { words: "", order: 0, shown: STEP };
  const update = () => {
    const found = rows.filter((row) => (row.title + " " + row.name).toLowerCase().includes(state.words));
    const sorted = pick(found, orders[state.order][1]);
    const more = sorted.length - state.shown;
    holder.replaceChildren(make("p", { class: "soft", role: "status" }, plural(found.length, "document")), table(sorted.slice(0, state.shown)),
      more > 0 ? make("button", { type: "button", on: { click: () => { state.shown += STEP; update(); } } }, "show " + Math.min(STEP, more) + " of " + plural(more, "more document").replace("documents", "")) : "");
  };
  update();
  return [make("div", { class: "tools" },
    make("input", { type: "search", placeholder: "find in titles and names", "aria-label": "Find in titles and names", on: { input: (event) => { state.words = event.currentTarget.value.toLowerCase(); state.shown = STEP; update(); } } }),
    make("select", { "aria-label": "Order", on: { change: (event) => { state.order = Number(event.currentTarget.value); update(); } } },
      orders.map(([name], at) => make("option", { value: at }, name)))), holder];
}

// The documents that a rule, a role or a share leads to.
function chosen(title, why, rows, extra) {
  return make("div", null, make("nav", null, make("a", { href: "#run" }, "The whole run")), make("h1", null, title), why && make("p", null, why),
    make("p", { class: "soft" }, plural(rows.length, "document") + (rows.length > STEP ? "; the first " + STEP + " are shown" : "")), table(rows.slice(0, STEP), extra));
}

const lost = (row, of) => row.rules.filter(([rule]) => of(rule)).reduce((sum, [, words]) => sum + words, 0);

function chosenBy(of) {
  return pick(run.documents.filter((row) => lost(row, of) > 0), (a, b) => lost(b, of) - lost(a, of));
}

function view(hash) {
  const [, what, digits] = /^#(d|rule|role|share)(\d+)$/.exec(hash) || [];
  const at = Number(digits);
  if (what === "d" && run.documents[at]) return documentView(at);
  if (what === "rule" && run.rules[at]) {
    const of = (rule) => rule === at;
    return chosen(run.rules[at].id, run.rules[at].why, chosenBy(of), ["words by it", (row) => number(lost(row, of))]);
  }
  if (what === "role" && run.roles[at]) {
    const of = (rule) => run.rules[rule] && run.rules[rule].role === at;
    return chosen("Left out as " + run.roles[at].name, "", chosenBy(of), ["words as it", (row) => number(lost(row, of))]);
  }
  if (what === "share" && at < 10) {
    return chosen(at * 10 + " to " + (at + 1) * 10 + " % left out", "", run.documents.filter((row) => bin(row) === at));
  }
  return run.documents.length === 1 && run.errorCount === 0 ? documentView(0) : runView();
}

const run = data("run");
run.documents = run.documents.map(([name, title, kind, words, gone, sure, rules], at) => ({ at, name, title, kind, words, gone, sure, rules }));

function open() {
  document.querySelector("main").replaceChildren(view(location.hash));
  scrollTo(0, 0);
}

addEventListener("hashchange", open);
// Paper has no folds.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((one) => { one.open = true; });
});
addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));
open();
