// Sorting, searching, read-outs, comparing. Pages are complete without it. No framework; the only requests are for two runs to compare.
"use strict";

const octo = {};

/** Makes an element: octo.make("a", { href: "x" }, "text", otherElement) */
octo.make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

octo.count = (number) => number.toLocaleString("en-US");
octo.change = (number) => (number > 0 ? "+" : "−") + octo.count(Math.abs(number));

// Tables: a head's button sorts by its column.

octo.sortKey = (cell) => {
  if (cell.dataset.sort !== undefined) return Number(cell.dataset.sort);
  const text = cell.textContent.trim();
  return cell.classList.contains("number") ? Number(text.replace(/,/g, "").replace("−", "-")) : text;
};

octo.compare = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { numeric: true }) || (a < b ? -1 : a > b ? 1 : 0);
};

octo.sort = (table, head) => {
  const column = head.cellIndex;
  // The first click sorts numbers from the largest, names from the first.
  const first = head.classList.contains("number") ? "descending" : "ascending";
  const other = first === "ascending" ? "descending" : "ascending";
  const order = head.getAttribute("aria-sort") === first ? other : first;
  for (const sibling of head.parentElement.cells) sibling.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [octo.sortKey(row.cells[column]), row]);
  rows.sort((a, b) => sign * octo.compare(a[0], b[0]));
  body.append(...rows.map(([, row]) => row));
};

for (const table of document.querySelectorAll("table.sorts")) {
  for (const button of table.querySelectorAll("thead button")) {
    button.addEventListener("click", () => octo.sort(table, button.closest("th")));
  }
}

// A search field shows only rows with all of its words.

for (const field of document.querySelectorAll("input[data-filters]")) {
  const rows = [...document.getElementById(field.dataset.filters).tBodies[0].rows];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const output = field.parentElement.querySelector("output");
  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word));
      if (!row.hidden) shown += 1;
    });
    output.textContent = `${octo.count(shown)} of ${octo.count(rows.length)}`;
  };
  field.addEventListener("input", filter);
  // Browsers fill it in again when a reader comes back.
  if (field.value) filter();
}

// Charts show the number near the pointer, or the one that the arrow keys move to.

octo.readOut = (svg) => {
  const marks = [...svg.querySelectorAll("[data-label]")];
  if (!marks.length) return;
  const output = octo.make("p", { class: "readout", "aria-live": "polite" });
  svg.after(output);
  svg.setAttribute("tabindex", "0");
  let current = -1;

  const show = (index) => {
    marks[current]?.classList.remove("active");
    current = index;
    const mark = marks[index];
    output.replaceChildren();
    if (!mark) return;
    mark.classList.add("active");
    const series = mark.dataset.series ? `${mark.dataset.series}: ` : "";
    output.append(`${mark.dataset.label} – ${series}`, octo.make("strong", {}, mark.dataset.value));
  };

  const nearest = (x, y) => {
    let best = -1;
    let least = Infinity;
    marks.forEach((mark, index) => {
      const box = mark.getBoundingClientRect();
      const dx = Math.max(box.left - x, 0, x - box.right);
      const dy = Math.max(box.top - y, 0, y - box.bottom);
      // Along a line, the horizontal distance counts more than the vertical one.
      const distance = dx * dx * 4 + dy * dy;
      if (distance < least) [least, best] = [distance, index];
    });
    return best;
  };

  const beside = (sign) => current < 0 ? (sign > 0 ? 0 : marks.length - 1) : (current + sign + marks.length) % marks.length;

  // What is above or below, such as the same hour of another day, or another line at the same place.
  const beyond = (sign) => {
    const from = marks[current]?.getBoundingClientRect();
    if (!from) return beside(sign);
    const x = from.left + from.width / 2;
    let best = -1;
    let least = Infinity;
    marks.forEach((mark, index) => {
      const box = mark.getBoundingClientRect();
      const distance = (box.top + box.height / 2 - from.top - from.height / 2) * sign;
      if (distance > 1 && distance < least && box.left <= x && x <= box.right) [least, best] = [distance, index];
    });
    return best < 0 ? beside(sign) : best;
  };

  svg.addEventListener("pointermove", (event) => show(nearest(event.clientX, event.clientY)));
  svg.addEventListener("pointerdown", (event) => show(nearest(event.clientX, event.clientY)));
  svg.addEventListener("pointerleave", () => { if (document.activeElement !== svg) show(-1); });
  svg.addEventListener("blur", () => show(-1));
  svg.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(beside(1));
    else if (event.key === "ArrowLeft") show(beside(-1));
    else if (event.key === "ArrowDown") show(beyond(1));
    else if (event.key === "ArrowUp") show(beyond(-1));
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(marks.length - 1);
    else if (event.key === "Escape") show(-1);
    else return;
    event.preventDefault();
  });
};

for (const svg of document.querySelectorAll("svg.chart")) octo.readOut(svg);

// Headings get links to themselves.

for (const heading of document.querySelectorAll("main :is(h2, h3)[id]")) {
  const button = octo.make("button", { type: "button", class: "copy", "aria-label": `Copy a link to “${heading.textContent}”` }, "#");
  button.addEventListener("click", async () => {
    history.replaceState(null, "", `#${heading.id}`);
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = "copied";
    } catch {
      button.textContent = "in the address bar";
    }
    setTimeout(() => { button.textContent = "#"; }, 2000);
  });
  heading.append(button);
}

// How long ago the data was read: only the reader's clock knows.

for (const time of document.querySelectorAll("time[data-ago]")) {
  const seconds = (Date.now() - new Date(time.dateTime)) / 1000;
  const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ["second", 1];
  const number = Math.floor(seconds / size);
  if (number >= 0) time.after(` (${octo.count(number)} ${unit}${number === 1 ? "" : "s"} ago)`);
}

// Compare: two runs are fetched as scripts, which works from a folder, too.

octo.runs = {};
globalThis.octoSiteRun = (run) => { octo.runs[run.id] = run; };

octo.load = (folder, id) => new Promise((resolve, reject) => {
  if (octo.runs[id]) return resolve(octo.runs[id]);
  const script = octo.make("script", { src: `${folder}${id}.js` });
  script.addEventListener("load", () => octo.runs[id] ? resolve(octo.runs[id]) : reject(new Error(id)));
  script.addEventListener("error", () => reject(new Error(id)));
  document.head.append(script);
});

octo.kinds = [
  ["participants", "Participants"], ["engaged", "Engaged"], ["clicked", "Clicked"], ["bounced", "Bounced"],
  ["complained", "Complained"], ["unsubscribed", "Unsubscribed"],
];

octo.row = (head, before, after) => {
  const cells = octo.kinds.map(([key]) => {
    const difference = (after[key] ?? 0) - (before[key] ?? 0);
    const change = difference === 0 ? [] : [octo.make("small", {}, octo.change(difference))];
    return octo.make("td", { class: "number" }, octo.count(after[key] ?? 0), ...change);
  });
  return octo.make("tr", {}, octo.make("th", { scope: "row" }, head), ...cells);
};

octo.compareRuns = (before, after) => {
  const known = new Map(before.campaigns.map((campaign) => [campaign.id, campaign.counts]));
  const rows = after.campaigns
    .map((campaign) => ({ campaign, before: known.get(campaign.id) ?? {} }))
    .filter(({ campaign, before }) => octo.kinds.some(([key]) => campaign.counts[key] !== (before[key] ?? 0)))
    .map(({ campaign, before }) => octo.row(
      octo.make("a", { href: `../campaigns/${campaign.slug}/index.html` }, octo.make("bdi", {}, campaign.name)), before, campaign.counts));
  const heads = octo.kinds.map(([, title]) => octo.make("th", { scope: "col", class: "number" }, title));
  const caption = octo.make("caption", { id: "compared" }, `What changed from run ${before.number} to run ${after.number}`);
  const all = octo.row("All campaigns", before.totals ?? {}, after.totals ?? {});
  const table = octo.make(
    "table", {}, caption, octo.make("thead", {}, octo.make("tr", {}, octo.make("th", { scope: "col" }, "Campaign"), ...heads)),
    octo.make("tbody", {}, ...rows), octo.make("tfoot", {}, all));
  return octo.make("div", { class: "scroll", role: "region", "aria-labelledby": "compared", tabindex: "0" }, table);
};

// Each run has CSVs of its contacts, compared with the finished run before. For other pairs `octo-site compare` writes them.
octo.changedContacts = (before, after) => {
  if (!(after.files ?? []).length) return "";
  const name = (path) => path.slice(path.lastIndexOf("/") + 1);
  const links = after.files.flatMap(({ path, rows }) => [
    " ", octo.make("a", { href: `../${path}` }, name(path)), ` (${octo.count(rows)})`,
  ]);
  return after.since === before.id
    ? octo.make("p", {}, "Down to the contact, with their rows:", ...links)
    : octo.make("p", {}, "Down to the contact: ", octo.make("code", {}, `octo-site compare ${before.number} ${after.number} --output DIR`));
};

for (const form of document.querySelectorAll("form.picker")) {
  const result = document.getElementById(`${form.id}-result`);
  const { before, after } = form.elements;
  const update = async () => {
    try {
      const runs = await Promise.all([octo.load(form.dataset.runs, before.value), octo.load(form.dataset.runs, after.value)]);
      runs.sort((a, b) => a.number - b.number);
      result.replaceChildren(octo.compareRuns(...runs), octo.changedContacts(...runs));
    } catch (error) {
      result.replaceChildren(octo.make("p", { class: "empty" }, `The data of run ${error.message} can't be loaded.`));
    }
  };
  const [from, to] = location.hash.slice(1).split("..");
  const has = (select, value) => [...select.options].some((option) => option.value === value);
  if (has(before, from) && has(after, to)) [before.value, after.value] = [from, to];
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    history.replaceState(null, "", `#${before.value}..${after.value}`);
    update();
  });
  update();
}
