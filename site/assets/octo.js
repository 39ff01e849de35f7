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

// A search field shows only rows with all of its words, of many rows the first ones, and keeps what is looked for and how it is
// sorted in the address: #sort=-open-rate&q=solar

octo.firstRows = 50;
octo.headName = (head) => (head.querySelector("button")?.textContent ?? "").trim().toLowerCase().replace(/[^a-z0-9]+/g, "-");

for (const field of document.querySelectorAll("input[data-filters]")) {
  const table = document.getElementById(field.dataset.filters);
  const body = table.tBodies[0];
  const all = [...body.rows];
  const texts = new Map(all.map((row) => [row, `${row.textContent} ${row.dataset.words ?? ""}`.toLowerCase()]));
  const output = field.parentElement.querySelector("output");
  const more = octo.make("button", { type: "button", class: "more-rows" });
  const none = octo.make("p", { class: "empty", hidden: "" });
  let isWhole = all.length <= octo.firstRows + 10;
  table.parentElement.after(none, more);

  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of body.rows) {
      const fits = words.every((word) => texts.get(row).includes(word));
      if (fits) found += 1;
      row.hidden = !fits || (!isWhole && found > octo.firstRows);
    }
    output.textContent = `${octo.count(found)} of ${octo.count(all.length)}`;
    more.textContent = `Show all ${octo.count(found)}`;
    more.hidden = isWhole || found <= octo.firstRows;
    none.hidden = found > 0;
    table.parentElement.hidden = found === 0;
    if (found === 0) {
      const clear = octo.make("button", { type: "button" }, "Show all again");
      clear.addEventListener("click", () => { field.value = ""; changed(); field.focus(); });
      none.replaceChildren(`Nothing matches “${field.value}”. `, clear);
    }
  };

  const changed = () => {
    show();
    const head = table.querySelector("thead th[aria-sort]");
    const parts = [];
    if (head) parts.push(`sort=${head.getAttribute("aria-sort") === "descending" ? "-" : ""}${octo.headName(head)}`);
    if (field.value) parts.push(`q=${encodeURIComponent(field.value)}`);
    history.replaceState(null, "", parts.length ? `#${parts.join("&")}` : location.pathname + location.search);
  };

  const wanted = new URLSearchParams(location.hash.slice(1));
  const sort = wanted.get("sort");
  const head = sort && [...table.tHead.rows[0].cells].find((cell) => octo.headName(cell) === sort.replace(/^-/, ""));
  if (head) {
    const order = sort.startsWith("-") ? "descending" : "ascending";
    while (head.getAttribute("aria-sort") !== order) octo.sort(table, head);
  }
  if (wanted.get("q")) field.value = wanted.get("q");
  field.addEventListener("input", changed);
  table.tHead.addEventListener("click", (event) => { if (event.target.closest("button")) changed(); });
  more.addEventListener("click", () => { isWhole = true; show(); });
  show();
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

// Figures of 95% ranges are shown when the reader wants them. Where nothing can be kept, the choice holds for the page.

octo.kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
octo.keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* the choice holds for this page */ } };

if (document.querySelector(".interval")) {
  const button = octo.make("button", { type: "button" }, "95% ranges");
  const show = (isShown) => {
    document.documentElement.classList.toggle("without-ranges", !isShown);
    button.setAttribute("aria-pressed", String(isShown));
  };
  show(octo.kept("octo-ranges") === "on");
  button.addEventListener("click", () => {
    const isShown = button.getAttribute("aria-pressed") !== "true";
    octo.keep("octo-ranges", isShown ? "on" : "off");
    show(isShown);
  });
  document.querySelector(".shown")?.append(octo.make("span", { class: "ranges" }, button));
}

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

// Compare: two updates are fetched as scripts, which works from a folder, too.

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
  ["participants", "Emails sent"], ["engaged", "Opened or clicked"], ["clicked", "Clicked"], ["bounced", "Bounced"],
  ["complained", "Complained"], ["unsubscribed", "Unsubscribed"],
];

octo.runName = (run) => `the update of ${(run.ended_at ?? run.started_at).slice(0, 16).replace("T", " ")} UTC`;

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
  const caption = octo.make("caption", { id: "compared" }, `What changed from ${octo.runName(before)} to ${octo.runName(after)}`);
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
    ? octo.make("p", {}, "Contact-level changes (CSV, rows):", ...links)
    : octo.make("p", {}, "Contact-level changes: ", octo.make("code", {}, `octo-site compare ${before.number} ${after.number} --output DIR`));
};

for (const form of document.querySelectorAll("form[data-runs]")) {
  const result = document.getElementById(`${form.id}-result`);
  const { before, after } = form.elements;
  const update = async () => {
    try {
      const runs = await Promise.all([octo.load(form.dataset.runs, before.value), octo.load(form.dataset.runs, after.value)]);
      runs.sort((a, b) => a.number - b.number);
      result.replaceChildren(octo.compareRuns(...runs), octo.changedContacts(...runs));
    } catch (error) {
      result.replaceChildren(octo.make("p", { class: "empty" }, `The data of update ${error.message} can't be loaded.`));
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

// Compare campaigns: two to five, at the greatest age that all of them have reached. The address keeps which.

octo.svg = (name, attributes = {}, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

octo.ageText = (hours) => hours < 24 || hours % 24 ? `${hours} ${hours === 1 ? "hour" : "hours"}` : `${hours / 24} ${hours === 24 ? "day" : "days"}`;
octo.percentText = (part, whole) => {
  const share = part * 100 / whole;
  return share === 0 ? "0%" : `${share.toFixed(share < 0.995 ? 2 : 1)}%`;
};

/** A line a campaign over the hours since sending, on a logarithmic scale. */
octo.curves = (campaigns, key, title) => {
  const last = Math.max(...campaigns.map((campaign) => campaign.hours[campaign.hours.length - 1]));
  const top = Math.max(...campaigns.map((campaign) => campaign[key][campaign[key].length - 1] / campaign.delivered), 1e-9) * 1.1;
  const x = (hours) => 50 + Math.log2(hours) / Math.max(Math.log2(last), 1) * 490;
  const y = (share) => 240 - share / top * 200;
  const chart = octo.svg("svg", { class: "chart chart-line", viewBox: "0 0 560 280", role: "img", "aria-label": title });
  for (const part of [0, 0.5, 1]) {
    chart.append(
      octo.svg("line", { class: part ? "chart-grid" : "chart-baseline", x1: 50, x2: 546, y1: y(top * part), y2: y(top * part) }),
      octo.svg("text", { class: "chart-tick", x: 42, y: y(top * part), dy: ".33em", "text-anchor": "end" }, `${(top * part * 100).toFixed(top < 0.02 ? 2 : 1)}%`));
  }
  for (const hours of [1, 8, 24, 168, 720].filter((hours) => hours <= last)) {
    chart.append(octo.svg("text", { class: "chart-tick", x: x(hours), y: 248, dy: "1em", "text-anchor": hours === 720 ? "end" : "middle" }, octo.ageText(hours)));
  }
  campaigns.forEach((campaign, index) => {
    const points = campaign.hours.map((hours, place) => [x(hours), y(campaign[key][place] / campaign.delivered)]);
    const group = octo.svg("g", { class: `chart-series-${index + 1}` });
    group.append(octo.svg("polyline", { class: "chart-curve", fill: "none", points: points.map((point) => point.join(",")).join(" ") }));
    points.forEach(([cx, cy], place) => group.append(octo.svg("circle", {
      class: "chart-dot", cx, cy, r: 3, "data-series": campaign.name, "data-label": octo.ageText(campaign.hours[place]),
      "data-value": octo.percentText(campaign[key][place], campaign.delivered),
    })));
    const [endX, endY] = points[points.length - 1];
    group.append(octo.svg("text", { class: "chart-series-name", x: Math.min(endX + 6, 556), y: endY - 6, "text-anchor": endX > 500 ? "end" : "start" }, String(index + 1)));
    chart.append(group);
  });
  return octo.make("figure", {}, octo.make("figcaption", {}, octo.make("strong", {}, title)), chart);
};

octo.compareCampaigns = (campaigns) => {
  const age = Math.min(...campaigns.map((campaign) => campaign.hours[campaign.hours.length - 1]));
  const at = (campaign, key) => campaign[key] ? campaign[key][campaign.hours.indexOf(age)] : null;
  const cell = (campaign, key) => {
    const count = at(campaign, key);
    return octo.make("td", { class: "number" }, count === null ? "n/a" : octo.percentText(count, campaign.delivered),
      ...(count === null ? [] : [" ", octo.make("small", {}, octo.count(count))]));
  };
  const rows = campaigns.map((campaign, index) => octo.make("tr", {},
    octo.make("th", { scope: "row" }, `${index + 1}. `, octo.make("a", { href: `../campaigns/${campaign.slug}/index.html` }, octo.make("bdi", {}, campaign.name))),
    octo.make("td", {}, campaign.sent_at.slice(0, 10)), octo.make("td", { class: "number" }, octo.count(campaign.delivered)),
    cell(campaign, "opened"), cell(campaign, "clicked")));
  const heads = [["Campaign"], ["Sent"], ["Delivered", "number"], ["Opened", "number"], ["Clicked", "number"]]
    .map(([title, type]) => octo.make("th", type ? { scope: "col", class: type } : { scope: "col" }, title));
  const caption = octo.make("caption", { id: "compared-campaigns" }, `The first ${octo.ageText(age)} of each`);
  const table = octo.make("table", {}, caption, octo.make("thead", {}, octo.make("tr", {}, ...heads)), octo.make("tbody", {}, ...rows));
  const charts = [["opened", "How opens came in"], ["clicked", "How clicks came in"]].flatMap(([key, title]) => {
    const known = campaigns.filter((campaign) => campaign[key]);
    return known.length > 1 && known.length === campaigns.length ? [octo.curves(known, key, title)] : [];
  });
  return [octo.make("div", { class: "scroll small", role: "region", "aria-labelledby": "compared-campaigns", tabindex: "0" }, table),
    octo.make("div", { class: "pair" }, ...charts)];
};

for (const form of document.querySelectorAll("form[data-campaigns]")) {
  const result = document.getElementById(`${form.id}-result`);
  const selects = [...form.querySelectorAll("select")];
  const update = (all) => {
    const chosen = selects.map((select) => all.find((campaign) => campaign.slug === select.value)).filter(Boolean);
    const campaigns = [...new Set(chosen)];
    if (campaigns.length < 2) {
      result.replaceChildren(octo.make("p", { class: "empty" }, "Choose at least two campaigns."));
      return;
    }
    result.replaceChildren(...octo.compareCampaigns(campaigns));
    for (const svg of result.querySelectorAll("svg.chart")) octo.readOut(svg);
  };
  globalThis.octoSiteCampaigns = (all) => {
    const inAddress = /^#campaigns=(.+)/.exec(location.hash)?.[1].split(",") ?? [];
    const first = inAddress.length ? inAddress : all.slice(0, 3).map((campaign) => campaign.slug);
    selects.forEach((select, index) => {
      for (const campaign of all) {
        select.append(octo.make("option", { value: campaign.slug }, `${campaign.name} · ${campaign.sent_at.slice(0, 10)}`));
      }
      if (all.some((campaign) => campaign.slug === first[index])) select.value = first[index];
    });
    form.addEventListener("change", () => {
      history.replaceState(null, "", `#campaigns=${selects.map((select) => select.value).filter(Boolean).join(",")}`);
      update(all);
    });
    update(all);
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  const script = octo.make("script", { src: form.dataset.campaigns });
  script.addEventListener("error", () => {
    result.replaceChildren(octo.make("p", { class: "empty" }, "The data of the campaigns can't be loaded."));
  });
  document.head.append(script);
}
