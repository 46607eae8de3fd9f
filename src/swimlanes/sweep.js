// The picture of a sweep: sliders, a chart, one sentence.
//
// One module for two lives.  In JupyterLab and Binder anywidget calls
// `render` with a model that is connected to Python; in a static page the
// same file is inlined, with a model that only holds the data.

const WORDS = {
  en: {
    colon: ": ", comma: ", ", semicolon: "; ", stop: ".",
    chart: (y, x) => `Chart: ${y} by ${x}`,
    time: "time", value: "value",
    ordinal: "steps not to scale",
    missing: "not possible here",
    times: (a, n, b, time) => time
      ? `${a}: ${n} times as long as ${b}` : `${a}: ${n} times ${b}`,
    origin: (n, place) => n === 0 ? "Computed by a model, not measured."
      : n > 1
      ? `Median of ${n} measurements (whiskers: least to greatest), ` +
        `measured on ${place}.`
      : `One measurement each, measured on ${place}.`,
    cores: (n) => n === 1 ? "1 core" : `${n} cores`,
    free: (gil) => gil ? "free-threaded build with the GIL on"
      : "free-threaded build",
    all: "All values",
    again: "Measure again on my machine",
    dead: "No Python answers: run the cell to measure here.",
    start: "starting …",
    progress: (n, total) => `measuring ${n} of ${total} …`,
    done: "Measured just now, on this machine.",
    interrupted: "Interrupted; the earlier values stay.",
  },
  zh: {
    colon: "：", comma: "，", semicolon: "；", stop: "。",
    chart: (y, x) => `图：${y}随${x}的变化`,
    time: "用时", value: "数值",
    ordinal: "间距不按比例",
    missing: "此处不可用",
    times: (a, n, b, time) => time
      ? `${a} 用时是 ${b} 的 ${n} 倍` : `${a} 是 ${b} 的 ${n} 倍`,
    origin: (n, place) => n === 0 ? "由模型计算得出，并非测量。"
      : n > 1
      ? `${n} 次测量的中位数（须线：最小值到最大值），测于 ${place}。`
      : `各测量一次，测于 ${place}。`,
    cores: (n) => `${n} 核`,
    free: (gil) => gil ? "自由线程构建（GIL 已启用）" : "自由线程构建",
    all: "全部数值",
    again: "在我的机器上重新测量",
    dead: "没有 Python 响应：运行该单元即可在此测量。",
    start: "正在启动……",
    progress: (n, total) => `正在测量：第 ${n} 次，共 ${total} 次……`,
    done: "刚刚在这台机器上测得。",
    interrupted: "已中断，保留原来的数据。",
  },
};

const language = () =>
  document.documentElement.lang.toLowerCase().startsWith("zh") ? "zh" : "en";
const inLanguage = (text) => typeof text === "object"
  ? text[language()] ?? text.en ?? Object.values(text)[0] : String(text);
const escape = (text) => String(text).replace(/[&<>"]/g,
  (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const number = (x) => new Intl.NumberFormat(language(),
  { maximumSignificantDigits: 3 }).format(x);

// "pause, in ms" and "pause (ms)" are a name and a unit
function nameAndUnit(label) {
  const text = inLanguage(label);
  const parts = text.match(/^(.+?)(?:, in (\S+)|\s*[(（](.+)[)）])$/);
  return parts ? [parts[1], parts[2] ?? parts[3]] : [text, ""];
}

const withUnit = (value, unit) => unit ? `${value}\u00a0${unit}` : `${value}`;

// Seconds are shown in the unit that the greatest of them asks for
function scaleOf(data) {
  const most = Math.max(...data.points.flat(2));
  if (data.unit !== "s" || most >= 0.2 || most <= 0) return [1, data.unit];
  return most >= 0.0002 ? [1e3, "ms"] : [1e6, "µs"];
}

const isTime = ({ unit }) => ["s", "ms", "µs"].includes(unit);

function measureOf(data) {
  const words = WORDS[language()];
  return isTime(data) ? words.time : words.value;
}

function indexOf(data, at) {
  return data.knobs.reduce((i, knob, k) => i * knob.values.length + at[k], 0);
}

function niceStep(span) {
  const power = 10 ** Math.floor(Math.log10(span / 4));
  return [1, 2, 5, 10].find((n) => n * power >= span / 4.001) * power;
}

// Numbers in rising order are drawn to scale unless they come too close
function horizontal(values) {
  const span = values.at(-1) - values[0];
  const scaled = values.length > 1 && values.every((v, i) =>
    typeof v === "number" && (i === 0 || v - values[i - 1] > span / 12));
  const place = scaled ? (i) => (values[i] - values[0]) / span
    : (i) => values.length > 1 ? i / (values.length - 1) : 0.5;
  return [scaled, place];
}

const MARKS = [
  (r) => `<circle r="${r}"/>`,
  (r) => `<rect x="${-r}" y="${-r}" width="${2 * r}" height="${2 * r}"/>`,
  (r) => `<path d="M0 ${-1.2 * r}L${1.2 * r} ${r}H${-1.2 * r}Z"/>`,
  (r) => `<path d="M0 ${-1.4 * r}L${1.4 * r} 0L0 ${1.4 * r}L${-1.4 * r} 0Z"/>`,
];

// Keep labels at least `gap` apart, none below `bottom`
function spreadApart(labels, gap, bottom) {
  labels.sort((a, b) => a.y - b.y);
  labels.forEach((label, i) => {
    if (i) label.y = Math.max(label.y, labels[i - 1].y + gap);
  });
  labels.reverse().forEach((label, i) => {
    label.y = Math.min(label.y, i ? labels[i - 1].y - gap : bottom);
  });
}

function chart(data, at, active, width, em) {
  const words = WORDS[language()];
  const [factor, unit] = scaleOf(data);
  const knob = data.knobs[active];
  const [name, knobUnit] = nameAndUnit(knob.label);
  const row = knob.values.map((_, i) =>
    data.points[indexOf(data, at.with(active, i))]);
  const names = data.series.map((s) => inLanguage(s.label));
  const least = Math.min(0, ...data.points.flat(2)) * factor;
  const most = Math.max(0, ...data.points.flat(2)) * factor ||
    (least ? 0 : 1);
  const step = niceStep(most - least);
  const low = Math.floor(least / step + 1e-9) * step;
  const high = Math.ceil(most / step - 1e-9) * step;
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 },
    (_, i) => low + i * step);

  const long = Math.max(...names.map((n) => n.length));
  const side = (0.62 * long + 1.3) * em;
  const below = names.length > 1 && side > 0.36 * width;
  const right = names.length > 1 && !below ? side : em;
  const left = em * (1 + 0.6 * Math.max(...ticks.map((t) => number(t).length)));
  const top = 2 * em;
  const legend = below ? names.length * 1.4 * em : 0;
  const height = legend + Math.max(13 * em, Math.min(18 * em, width * 0.42));
  const [scaled, place] = horizontal(knob.values);
  const inset = 0.8 * em;
  const x = (i) => left + inset + place(i) * (width - left - right - 2 * inset);
  // Words that do not fit side by side stand on two lines by turns.
  const reach = (i) => 0.33 * em * String(knob.values[i]).length;
  const crowded = knob.values.some((value, i) => i > 0 &&
    typeof value === "string" &&
    x(i) - reach(i) < x(i - 1) + reach(i - 1) + 0.4 * em);
  const lower = crowded ? 1.2 * em : 0;
  const bottom = height - legend - 3.5 * em - lower;
  const y = (v) => bottom - (v - low) / (high - low) * (bottom - top);

  const text = (px, py, anchor, content) =>
    `<text x="${px.toFixed(1)}" y="${py.toFixed(1)}" text-anchor="${anchor}">` +
    `${escape(content)}</text>`;
  // Centred at px, but not beyond the edges of the picture
  const centred = (px, py, content) => {
    const room = Math.min(width, 0.64 * em * String(content).length) / 2;
    const inside = Math.max(room, Math.min(px, width - room));
    return text(inside, py, "middle", content);
  };
  const line = (x1, y1, x2, y2) => `<path d="M${x1.toFixed(1)} ` +
    `${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}"/>`;
  let svg = text(0, em, "start", withUnit(
    names.length > 1 ? measureOf(data) : names[0] || measureOf(data),
    unit && `(${unit})`));
  svg += `<rect class="here" x="${x(at[active]) - em * 0.7}" y="${top}" ` +
    `width="${em * 1.4}" height="${bottom - top}"/>`;
  for (const t of ticks) {
    svg += `<g class="grid">${line(left, y(t), width - right, y(t))}</g>` +
      text(left - em * 0.5, y(t) + em * 0.35, "end", number(t));
  }
  const free = [-Infinity, -Infinity];
  knob.values.forEach((value, i) => {
    const level = crowded ? i % 2 : 0;
    if (x(i) - reach(i) < free[level] && i !== at[active]) return;
    svg += centred(x(i), bottom + 1.5 * em + level * lower, value);
    free[level] = x(i) + reach(i) + 0.4 * em;
  });
  const axis = withUnit(name, knobUnit && `(${knobUnit})`);
  const note = ` (${words.ordinal})`;
  const told = !scaled && typeof knob.values[0] === "number" &&
    knob.values.length > 2 && 0.56 * em * (axis + note).length < width;
  svg += centred((left + width - right) / 2, bottom + lower + 3 * em,
    told ? axis + note : axis);

  const labels = [];
  names.forEach((label, s) => {
    const points = row.flatMap((series, i) =>
      series[s] ? [[i, ...series[s].map((v) => y(v * factor))]] : []);
    if (!points.length) return;
    const joined = typeof knob.values[0] === "string" ? "" : `<path ` +
      `class="line" d="${points.map(([i, , m], k) => `${k &&
        points[k - 1][0] === i - 1 ? "L" : "M"}${x(i).toFixed(1)} ` +
        m.toFixed(1)).join("")}"/>`;
    svg += `<g class="series" style="color:var(--swim-series-${s + 1})">` +
      joined + points.map(([i, lo, m, hi]) =>
        (lo - hi < 2 ? "" : line(x(i), lo, x(i), hi) +
          line(x(i) - 3, lo, x(i) + 3, lo) + line(x(i) - 3, hi, x(i) + 3, hi)) +
        `<g transform="translate(${x(i).toFixed(1)} ${m.toFixed(1)})">` +
        MARKS[s](em * (i === at[active] ? 0.4 : 0.26)) + "</g>").join("") +
      "</g>";
    labels.push({ label, s, y: points.at(-1)[2] });
  });
  if (below) {
    labels.forEach((label, i) => label.y = height - legend + (i + 0.5) * 1.4 * em);
  } else spreadApart(labels, 1.15 * em, bottom);
  for (const { label, s, y: py } of labels) {
    if (label && names.length > 1) {
      const px = below ? 1.1 * em : width - right + 0.9 * em;
      svg += `<g class="series" style="color:var(--swim-series-${s + 1})" ` +
        `transform="translate(${px - 0.5 * em} ${py})">${MARKS[s](em * 0.24)}` +
        "</g>" + text(px, py + em * 0.35, "start", label);
    }
  }
  return [height, svg];
}

function sentence(data, at) {
  const words = WORDS[language()];
  const [factor, unit] = scaleOf(data);
  const knobs = data.knobs.map((knob, k) => {
    const [name, knobUnit] = nameAndUnit(knob.label);
    return `${name} = ${withUnit(knob.values[at[k]], knobUnit)}`;
  });
  const spreads = data.points[indexOf(data, at)];
  const values = spreads.map((three) => three?.[1]);
  const names = data.series.map((series) => inLanguage(series.label));
  const shown = values.map((value, s) =>
    `${names[s]} ${value === undefined ? words.missing
      : withUnit(number(value * factor), unit)}`.trim());
  let said = knobs.join(words.comma) + words.colon + shown.join(words.comma);
  const known = values.filter((value) => value !== undefined);
  const least = values.indexOf(Math.min(...known));
  const most = values.indexOf(Math.max(...known));
  // Neither what may be equal nor shares of one whole are compared
  if (values[least] > 0 && spreads[most][0] > spreads[least][2] &&
    !/^(%|of )/.test(data.unit)) {
    said += words.semicolon + words.times(names[most],
      number(Number((values[most] / values[least]).toPrecision(2))),
      names[least], isTime(data));
  }
  return said + words.stop;
}

function originOf({ repeat, origin }) {
  const words = WORDS[language()];
  const place = [`${origin.system} ${origin.machine}`,
    words.cores(origin.cores), origin.python,
    ...(origin.build === "gil" ? [] : [words.free(origin.gil)]), origin.date];
  return words.origin(repeat, place.join(words.comma));
}

function tableOf(data) {
  const [factor, unit] = scaleOf(data);
  const th = (scope, text) => `<th scope="${scope}">${escape(text)}</th>`;
  const heads = data.knobs.map((knob) => {
    const [name, knobUnit] = nameAndUnit(knob.label);
    return withUnit(name, knobUnit && `(${knobUnit})`);
  }).concat(data.series.map((series) => withUnit(
    inLanguage(series.label) || measureOf(data),
    unit && `(${unit})`)));
  const rows = data.points.map((point, row) => {
    let rest = row;
    const cells = data.knobs.map((knob) => knob.values).reverse()
      .map((values) => {
        const value = values[rest % values.length];
        rest = Math.floor(rest / values.length);
        return th("row", value);
      }).reverse();
    return `<tr>${cells.join("")}${point.map((three) => {
      if (!three) return "<td>–</td>";
      const [lo, median, hi] = three.map((v) => number(v * factor));
      return `<td>${median}${lo === hi ? "" : ` (${lo}–${hi})`}</td>`;
    }).join("")}</tr>`;
  });
  return `<table><thead><tr>${heads.map((h) => th("col", h)).join("")}` +
    `</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function render({ model, el }) {
  const words = WORDS[language()];
  let data = model.get("data");
  let active = Math.max(0, data.knobs.findIndex((k) => k.values.length > 1));
  // Where it opens: at the first positions, or as in data-at="2,0"
  const opens = (el.dataset.at ?? "").split(",").map(Number);
  const at = data.knobs.map((_, k) => opens[k] ?? 0);
  el.classList.add("swim-sweep");
  el.innerHTML = `<figure><figcaption>${escape(inLanguage(data.title))}
    </figcaption><div class="knobs">${data.knobs.map((knob, k) => `<label>
      <span>${escape(nameAndUnit(knob.label)[0])}</span>
      <input type="range" min="0" max="${knob.values.length - 1}" value="${at[k]}"
        ${knob.values.length > 1 ? "" : "disabled"}>
      <output></output></label>`).join("")}</div>
    <svg role="img"></svg>
    <p class="now" aria-live="polite" aria-atomic="true"></p>
    <p class="origin"></p>
    <p class="again" hidden><button type="button">${words.again}</button>
      <span role="status"></span></p>
    <details><summary>${words.all}</summary><div class="values" tabindex="0"
      role="group" aria-label="${words.all}"></div></details></figure>`;
  const find = (selector) => el.querySelector(selector);
  const sliders = [...el.querySelectorAll("input")];
  const svg = find("svg");

  function drawChart() {
    const width = svg.clientWidth;
    if (!width) return; // hidden, as on a slide that is not shown yet
    const em = 0.8 * parseFloat(getComputedStyle(find("figure")).fontSize);
    const [height, content] = chart(data, at, active, width, em);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.style.height = `${height}px`;
    svg.style.fontSize = `${em}px`;
    svg.innerHTML = content;
    svg.setAttribute("aria-label", words.chart(
      data.series.map((s) => inLanguage(s.label)).filter(Boolean)
        .join(words.comma) || inLanguage(data.title),
      nameAndUnit(data.knobs[active].label)[0]));
  }

  function draw() {
    data.knobs.forEach((knob, k) => {
      const [, unit] = nameAndUnit(knob.label);
      const value = withUnit(knob.values[at[k]], unit);
      sliders[k].setAttribute("aria-valuetext", value);
      sliders[k].nextElementSibling.value = value;
    });
    find(".now").textContent = sentence(data, at);
    drawChart();
  }

  function take() {
    data = model.get("data");
    find(".origin").textContent = originOf(data);
    find(".values").innerHTML = tableOf(data);
    draw();
  }

  sliders.forEach((slider, k) => slider.addEventListener("input", () => {
    at[k] = slider.valueAsNumber;
    active = k;
    draw();
  }));
  const watch = new ResizeObserver(drawChart);
  watch.observe(svg);
  take();
  if (!model.send || data.repeat === 0) return undefined;

  const button = find("button"), status = find("[role=status]");
  const told = (message) => {
    if (message.type === "ready") status.textContent = "";
    if (message.type === "progress") {
      status.textContent = words.progress(message.done + 1, message.total);
    }
    if (message.type === "done") status.textContent = words.done;
    if (message.type === "interrupted") status.textContent = words.interrupted;
    if (message.type === "error") status.textContent = message.text;
    button.disabled = message.type === "progress";
  };
  find(".again").hidden = false;
  button.disabled = true;
  status.textContent = words.dead;
  button.addEventListener("click", () => {
    button.disabled = true;
    status.textContent = words.start;
    model.send({ type: "measure" });
  });
  model.on("change:data", take);
  model.on("msg:custom", told);
  model.send({ type: "ping" });
  return () => {
    watch.disconnect();
    model.off("change:data", take);
    model.off("msg:custom", told);
  };
}

export default { render };
