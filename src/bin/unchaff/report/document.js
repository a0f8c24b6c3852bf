// One document: its text as read, what was left out in its place, and the evidence.
const KEPT = 0, TITLE = 1, GONE = 2, TRIM = 3;
const FATES = ["Kept", "The title", "Left out", "Kept in part"];

function documentView(index) {
  const row = run.documents[index];
  const page = unpacked(data("d" + index));
  const back = run.documents.length + run.errors.length > 1;
  const step = (to, words) => run.documents[to] && make("a", { href: "#d" + to }, words);
  const head = [
    back && make("nav", { class: "facts" }, make("a", { href: "#run" }, "The whole run"), step(index - 1, "Previous document"), step(index + 1, "Next document")),
    make("h1", { dir: "auto" }, row.title || "(no title)"),
    facts(row, page),
  ];
  if (!page) {
    return make("div", null, head, make("p", null, "This report is too large to hold every document. This one is told in numbers alone: run ",
      make("code", null, "unchaff explain --html"), " on it to read it."), ruleBars(row));
  }
  const panel = make("aside", { class: "evidence", "aria-live": "polite", "aria-label": "Evidence" },
    make("p", { class: "soft" }, "Point at a block, or move to it with Tab and the arrow keys, to see what speaks for it and against it."));
  const text = make("div", { class: "text" }, runs(page).map((blocks) => (blocks[0].action === GONE ? fold(blocks) : show(blocks[0]))));
  follow(text, page, panel);
  return make("div", null, head, (page.notes || []).map((note) => make("p", { class: "soft", dir: "auto" }, note)), strip(page), candidates(page), tools(text, page), make("div", { class: "reading" }, text, panel));
}

// Blocks are lists in the data; evidence is numbers and tenths of points, one after the other.
function unpacked(page) {
  if (!page) return page;
  page.blocks = page.blocks.map(([form, text, words, action, role, rules, points, hidden, pieces], at) => {
    const evidence = [];
    for (let next = 0; next < points.length; next += 2) evidence.push([points[next], points[next + 1] / 10]);
    return { at, form: run.forms[form], text, words, action, role, rules, evidence, hidden, pieces };
  });
  return page;
}

function facts(row, page) {
  const lost = "left out " + number(row.gone) + " of " + plural(row.words, "word") + " (" + percent(row.gone, row.words) + ")";
  const said = [row.name, page && page.url, row.kind && "kind: " + row.kind, page && page.language && "language: " + page.language,
    page && page.origin !== "page" && "read from: " + page.origin, "certainty: " + row.sure.toFixed(2), lost];
  return make("p", { class: "facts" }, said.filter(Boolean).map((fact) => make("span", { dir: "auto" }, fact)));
}

// What each rule left out of a document.
function ruleBars(row) {
  const rows = row.rules.slice().sort((a, b) => b[1] - a[1]);
  return bars(rows.map(([rule, words]) => [ruleLink(rule), words, plural(words, "word")]));
}

// Blocks that follow each other and were left out for the same reason are one run.
function runs(page) {
  const all = [];
  page.blocks.forEach((block) => {
    const last = all.length && all[all.length - 1];
    const same = last && block.action === GONE && last[0].action === GONE && last[0].role === block.role && last[0].rules[0] === block.rules[0];
    if (same) last.push(block);
    else all.push([block]);
  });
  return all;
}

function show(block) {
  const form = block.form.startsWith("heading") ? " heading" : block.form === "list item" ? " item" : block.form === "code" ? " code" : block.form === "table row" ? " row" : "";
  const text = block.pieces ? block.pieces.map(([piece, gone]) => (gone ? make("del", null, piece) : piece)) : [block.text];
  const more = block.hidden ? make("span", { class: "soft" }, " … (+" + plural(block.hidden, "word") + "; --full shows them)") : null;
  return make("div", { class: "block" + form + (block.action === TITLE ? " title" : ""), tabindex: -1, dir: "auto", "data-at": block.at }, text, more);
}

function fold(blocks) {
  const [first] = blocks;
  const words = blocks.reduce((sum, block) => sum + block.words, 0);
  const name = run.roles[first.role].name;
  const rule = run.rules[first.rules[0]];
  const peek = first.text.slice(0, 60) + (first.text.length > 60 || blocks.length > 1 ? " …" : "");
  const count = (blocks.length > 1 ? blocks.length + " blocks, " : "") + plural(words, "word");
  return make("details", { class: "gone " + name, open: blocks.length <= 6, "data-role": first.role, "data-rule": first.rules[0] },
    make("summary", null, role(name), make("code", null, rule ? rule.id : ""), " ", make("span", { class: "soft" }, count), " ",
      make("span", { class: "peek", dir: "auto" }, peek)),
    rule && rule.why && make("p", { class: "why" }, rule.why), blocks.map(show));
}

// The whole text as one line: what was left out is hatched.
function strip(page) {
  const hatch = draw("pattern", { id: "hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse" }, draw("path", { class: "hatch", d: "M0 5 L5 0" }));
  const total = page.blocks.reduce((sum, block) => sum + block.words, 0) || 1;
  let from = 0;
  const parts = runs(page).map((blocks) => {
    const words = blocks.reduce((sum, block) => sum + block.words, 0);
    const gone = blocks[0].action === GONE;
    const said = (gone ? "left out: " + run.roles[blocks[0].role].name : "kept") + ", " + plural(words, "word");
    const part = draw("rect", { class: gone ? "gone" : "kept", x: (from * 100) / total + "%", width: (words * 100) / total + "%", height: 16 }, draw("title", null, said));
    from += words;
    return part;
  });
  return draw("svg", { width: "100%", height: 16, role: "img", "aria-label": "The text from start to end; what was left out is hatched" }, draw("defs", null, hatch), parts);
}

function candidates(page) {
  if (page.titles.length === 0) return null;
  const rows = page.titles.map(([text, place, points]) => make("tr", null, make("td", { dir: "auto" }, text === page.title ? make("b", null, text) : text),
    make("td", null, place), make("td", { class: "number" }, points === null ? "" : signed(points))));
  return make("details", { class: "titles" }, make("summary", null, plural(rows.length, "candidate") + " for the title"),
    make("table", null, make("thead", null, make("tr", null, make("th", { scope: "col" }, "text"), make("th", { scope: "col" }, "found in"),
      make("th", { scope: "col", class: "number" }, "points"))), make("tbody", null, rows)));
}

// Filters by fate, role and rule; folds.
function tools(text, page) {
  const wanted = { fate: "all", roles: new Set(), rule: "" };
  const folds = [...text.querySelectorAll("details.gone")];
  const apply = () => {
    for (const child of text.children) {
      const isFold = child.matches("details");
      const of = (wanted.roles.size === 0 || wanted.roles.has(child.dataset.role)) && (wanted.rule === "" || wanted.rule === child.dataset.rule);
      const narrowed = wanted.roles.size > 0 || wanted.rule !== "";
      child.hidden = isFold ? wanted.fate === "kept" || !of : wanted.fate === "gone" || narrowed;
    }
  };
  const fate = (value, words) => make("button", { type: "button", "aria-pressed": String(value === "all"), "data-fate": value, on: { click: (event) => {
    wanted.fate = value;
    for (const other of event.currentTarget.parentElement.querySelectorAll("[data-fate]")) other.setAttribute("aria-pressed", String(other === event.currentTarget));
    apply();
  } } }, words);
  const counts = new Map();
  for (const block of page.blocks) if (block.action === GONE) counts.set(block.role, (counts.get(block.role) || 0) + 1);
  const roles = [...counts].sort((a, b) => b[1] - a[1]).map(([at, count]) => make("button", { type: "button", "aria-pressed": "false", "data-role-filter": at, on: { click: (event) => {
    const key = String(at);
    if (!wanted.roles.delete(key)) wanted.roles.add(key);
    event.currentTarget.setAttribute("aria-pressed", String(wanted.roles.has(key)));
    apply();
  } } }, role(run.roles[at].name), number(count)));
  const rules = [...new Set(page.blocks.filter((block) => block.action === GONE).map((block) => block.rules[0]))];
  const select = make("select", { "aria-label": "Rule", on: { change: (event) => { wanted.rule = event.currentTarget.value; apply(); } } },
    make("option", { value: "" }, "every rule"), rules.map((at) => make("option", { value: at }, run.rules[at] ? run.rules[at].id : "no rule")));
  const unfold = (open) => () => folds.forEach((one) => { one.open = open; });
  return make("div", { class: "tools", role: "group", "aria-label": "Filters" }, fate("all", "all"), fate("gone", "left out"), fate("kept", "kept"), roles,
    rules.length > 1 && select, make("button", { type: "button", class: "unfold", on: { click: unfold(true) } }, "unfold all"),
    make("button", { type: "button", class: "fold", on: { click: unfold(false) } }, "fold all"));
}

// Shows the evidence of the block that is pointed at or has the focus, and moves the focus by arrow keys.
function follow(text, page, panel) {
  const blocks = [...text.querySelectorAll(".block")];
  if (blocks.length > 0) blocks[0].tabIndex = 0;
  const look = (element) => {
    for (const other of text.querySelectorAll(".looked-at")) other.classList.remove("looked-at");
    element.classList.add("looked-at");
    panel.classList.add("shown");
    panel.replaceChildren(...evidence(page.blocks[Number(element.dataset.at)], () => panel.classList.remove("shown")));
  };
  const block = (event) => event.target.closest && event.target.closest(".block");
  text.addEventListener("pointerover", (event) => {
    const element = event.pointerType === "mouse" && block(event);
    if (element && !text.contains(document.activeElement)) look(element);
  });
  text.addEventListener("click", (event) => { const element = block(event); if (element) element.focus(); });
  text.addEventListener("focusin", (event) => {
    const element = block(event);
    if (!element) return;
    for (const other of text.querySelectorAll('.block[tabindex="0"]')) other.tabIndex = -1;
    element.tabIndex = 0;
    look(element);
  });
  text.addEventListener("keydown", (event) => {
    const element = block(event);
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (event.key === "Escape") { panel.classList.remove("shown"); if (element) element.blur(); }
    if (!element || !by || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    let at = blocks.indexOf(element) + by;
    while (blocks[at] && !blocks[at].checkVisibility()) at += by;
    if (blocks[at]) blocks[at].focus();
  });
}

function evidence(block, close) {
  const rules = block.rules.map((at) => run.rules[at]).filter(Boolean);
  const half = (title, sign) => {
    const found = block.evidence.filter(([, points]) => points * sign > 0);
    if (found.length === 0) return null;
    const largest = Math.max(...block.evidence.map(([, points]) => Math.abs(points)));
    return [make("h3", null, title), make("table", null, make("tbody", null, found.map(([at, points]) => make("tr", null, make("td", { class: "number" }, signed(points)),
      make("td", { title: at < 0 ? null : run.evidence[at][0] }, at < 0 ? "smaller evidence, together" : run.evidence[at][1]), make("td", null, bar(Math.abs(points), largest))))))];
  };
  const sum = block.evidence.reduce((all, [, points]) => all + points, 0);
  const doubt = Math.abs(sum) < 1 ? ", in doubt" : Math.abs(sum) < 3 ? ", likely" : ", certain";
  return [
    make("button", { type: "button", class: "close", on: { click: close } }, "Close"),
    make("h2", null, FATES[block.action]),
    make("p", null, role(run.roles[block.role].name), block.form + ", " + plural(block.words, "word")),
    rules.map((rule, at) => make("p", null, make("code", null, rule.id), rule.why ? " " + rule.why : "", at > 0 ? make("span", { class: "soft" }, " (speaks too)") : "")),
    make("p", null, "All points together: ", make("b", null, signed(sum)), (sum > 0 ? " for content" : " for boilerplate") + doubt + "."),
    block.action !== TITLE && sum > 0 === (block.action === GONE) && make("p", null, "What was asked for, or a rule of the site, decided otherwise."),
    half("For keeping it", 1), half("For leaving it out", -1),
  ].flat(2).filter(Boolean);
}
