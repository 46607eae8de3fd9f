// The reader is the scheduler: one button per thread takes its next step.
//
// All states are in the data; nothing is computed here but what the reader's
// own walk adds: its steps, its switches, and the schedule that replays it.

const WORDS = {
  en: {
    title: "You are the scheduler: who takes the next step?",
    threads: "Threads", undo: "Undo", restart: "Restart",
    source: "The program", state: "Shared state",
    history: "What has happened",
    legend: "A number marks the line that a thread comes to next.",
    keys: "Keys: the numbers, u to undo, r to restart.",
    name: "name", value: "value", held: (who) => `held by ${who}`,
    none: "nothing is shared yet",
    before: (n) => n === 1 ? "1 step before the threads run"
      : `${n} steps before the threads run`,
    verbs: {}, kinds: {},
    ended: "has ended", unborn: "has not started",
    over: "the run is over",
    unseen: (what) => `Not everything can be observed: ${what}.`,
    timer: "time is up",
    waits: (verb, what, holders) => ({
      "result of":
        `waits for the result of ${what.replace(/^future of /, "")}`,
      acquire: `waits for ${what}`,
      join: `waits for the end of ${what}`,
      "wake up from": `waits to be woken from ${what}`,
    }[verb] ?? `waits to ${verb} ${what}`) +
      (holders.length && verb !== "join"
        ? `, held by ${holders.join(" and ")}` : ""),
    cannot: (who, why) => `${who} cannot go on: ${who} ${why}.`,
    did: (who, what) => `${who}: ${what}.`,
    ends: "comes to its end",
    takes: (who) => `here ${who} takes over`,
    start: "At the beginning.", undone: "One step back.",
    steps: (n) => n === 1 ? "1 step" : `${n} steps`,
    switches: (n) => n === 1 ? "1 switch" : `${n} switches`,
    wrong: (kind, message) => `Bug found! ${kind}: ${message}`,
    right: "The end, and nothing went wrong this time.",
    length: (steps, switches) => `${steps}, ${switches}.`,
    again: (name, id) => ["To see it again: ", `replay(${name}, "${id}")`],
    reached: (fewest, mine) => mine > fewest
      ? `Goal reached. It can be done with ${fewest}.`
      : "Goal reached, with the fewest switches possible.",
    missed: "The goal is not reached: undo, or restart.",
  },
  zh: {
    title: "你就是调度器：下一步由谁来走？",
    threads: "线程", undo: "撤销", restart: "重新开始",
    source: "程序", state: "共享状态",
    history: "已经发生的事",
    legend: "数字标出各线程接下来要执行的行。",
    keys: "按键：数字选线程，u 撤销，r 重新开始。",
    name: "名称", value: "值", held: (who) => `由 ${who} 持有`,
    none: "还没有共享的数据",
    before: (n) => `线程运行之前的 ${n} 步`,
    verbs: {
      read: "读取", write: "写入", acquire: "获取", release: "释放",
      join: "等待结束：", start: "启动", "wait for": "等待",
      notify: "通知", "wake up from": "被唤醒：",
    },
    kinds: {
      assertion: "断言失败", exception: "异常", deadlock: "死锁",
      livelock: "活锁", "lost work": "工作丢失",
    },
    ended: "已结束", unborn: "尚未启动", over: "运行已结束",
    unseen: (what) => `并非一切都能观察到：${what}。`,
    timer: "时间到",
    waits: (verb, what, holders) => ({
      "result of": `在等待 ${what.replace(/^future of /, "")} 的结果`,
      acquire: `在等待 ${what}`, join: `在等待 ${what} 结束`,
      "wake up from": `在 ${what} 上等待被唤醒`,
    }[verb] ?? `在等待：${verb} ${what}`) +
      (holders.length && verb !== "join"
        ? `（由 ${holders.join("、")} 持有）` : ""),
    cannot: (who, why) => `${who} 现在不能继续：${who} ${why}。`,
    did: (who, what) => `${who}：${what}。`,
    ends: "运行结束",
    takes: (who) => `${who} 在此抢占`,
    start: "在起点。", undone: "退回一步。",
    steps: (n) => `${n} 步`, switches: (n) => `切换 ${n} 次`,
    wrong: (kind, message) => `找到错误！${kind}：${message}`,
    right: "运行结束，这一次没有出错。",
    length: (steps, switches) => `${steps}，${switches}。`,
    again: (name, id) => ["重现：", `replay(${name}, "${id}")`],
    reached: (fewest, mine) => mine > fewest
      ? `目标达成。最少只需切换 ${fewest} 次。`
      : "目标达成，而且切换次数最少。",
    missed: "目标没有达成：撤销，或者重新开始。",
  },
};

const language = () =>
  document.documentElement.lang.toLowerCase().startsWith("zh") ? "zh" : "en";
const inLanguage = (text) => typeof text === "object"
  ? text[language()] ?? text.en ?? Object.values(text)[0] : String(text);

// make("p.soft", "text", child, …): an element; strings are text, never HTML
function make(kind, ...content) {
  const [tag, ...names] = kind.split(".");
  const element = document.createElement(tag);
  element.className = names.join(" ");
  element.append(...content);
  return element;
}

function render({ model, el }) {
  const words = WORDS[language()];
  const data = model.get("data");
  const text = (i) => data.texts[i];
  const walk = []; // {node, thread}: the state before each step
  let now = 0; // the number of the state

  const node = () => data.nodes[now];
  const last = () => walk.length ? walk.at(-1).thread : 0;
  const switchesOf = (path) => path.filter(({ thread }, i) =>
    thread !== (i ? path[i - 1].thread : 0)).length;

  function schedule() {
    let before = 0;
    const departures = walk.flatMap(({ node: number, thread }) => {
      const { ready, default: other, step } = data.nodes[number];
      const usual = ready.includes(before) ? before : other;
      before = thread;
      return thread === usual ? [] : [`${step}.${thread}`];
    });
    return `s1:${departures.join("-")}`;
  }

  const told = ([, , head, tail]) => text(head) + text(tail);
  const line = ([, number]) => number ? `L${number} ` : "";

  function nextOf(thread) {
    const next = node().next?.[thread];
    if (!next) {
      if (node().end !== undefined) return [words.over, ""];
      return [thread < node().born ? words.ended : words.unborn, ""];
    }
    const [verb, what, , , more] = next;
    if (Array.isArray(more)) {
      return [words.waits(text(verb), text(what), more.map(text)),
        line(next.slice(2))];
    }
    const said = `${words.verbs[text(verb)] ?? text(verb)} ${text(what)}`;
    return [more ? `${said} (${words.timer})` : said, line(next.slice(2))];
  }

  // -- the parts of the page --

  el.classList.add("swim-step");
  el.dataset.lmSuppressShortcuts = "true"; // JupyterLab leaves the keys to us
  const status = make("p.status");
  status.setAttribute("aria-live", "polite");
  status.setAttribute("aria-atomic", "true");
  const outcome = make("div.outcome");
  const box = (name, label) => {
    const part = make(`div.${name}`);
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", label);
    return part;
  };
  const threads = box("threads", words.threads);
  const source = box("source", words.source);
  const state = box("state", words.state);
  const history = box("history", words.history);
  source.tabIndex = history.tabIndex = 0;
  const buttons = data.threads.map((name, thread) => {
    const button = make("button", make("kbd", String(thread + 1)),
      make("b", name), make("span"));
    button.type = "button";
    button.setAttribute("aria-keyshortcuts", String(thread + 1));
    button.addEventListener("click", () => go(thread));
    return button;
  });
  const tool = (label, key, act) => {
    const button = make("button", label);
    button.type = "button";
    button.setAttribute("aria-keyshortcuts", key);
    button.addEventListener("click", act);
    return button;
  };
  const undoing = tool(words.undo, "u", undo);
  const restarting = tool(words.restart, "r", restart);
  threads.append(...buttons);
  const figure = make("figure",
    make("figcaption", data.challenge === null ? words.title
      : inLanguage(data.challenge)),
    threads, make("div.tools", undoing, restarting,
      make("span.soft", words.keys)),
    status, outcome, make("div.panes", source, state),
    make("p.soft", words.legend), history);
  if (data.note) figure.append(make("p.soft", words.unseen(data.note)));
  el.replaceChildren(figure);

  function drawButtons() {
    buttons.forEach((button, thread) => {
      const [what, where] = nextOf(thread);
      const can = node().go?.[thread] !== undefined;
      button.setAttribute("aria-disabled", String(!can));
      button.lastChild.replaceChildren(make("span.soft", where), what);
    });
    for (const button of [undoing, restarting]) {
      button.setAttribute("aria-disabled", String(!walk.length));
    }
  }

  function drawSource() {
    const at = {};
    for (const [thread, next] of Object.entries(node().next ?? {})) {
      const key = `${next[2]}:${next[3]}`;
      (at[key] ??= []).push(Number(thread));
    }
    source.style.setProperty("--marks", Math.min(data.threads.length, 4));
    source.replaceChildren(...data.files.flatMap((lines, file) =>
      lines.map((line) => {
        if (line === null) return make("div.gap", "⋯");
        const [number, code] = line;
        const here = at[`${file}:${number}`] ?? [];
        const marks = here.map((thread) => {
          const can = node().go?.[thread] !== undefined;
          const mark = make(can ? "i.mark" : "i.mark.waiting",
            String(thread + 1));
          mark.title = data.threads[thread];
          return mark;
        });
        return make(here.length ? "div.here" : "div",
          make("span.marks", ...marks), make("span.number", String(number)),
          make("code", code || " "));
      })));
  }

  function drawState() {
    const before = walk.length ? data.nodes[walk.at(-1).node] : node();
    const row = (name, value, fresh) => make(fresh ? "tr.fresh" : "tr",
      Object.assign(make("th", name), { scope: "row" }), make("td", value));
    const rows = node().values.map(([label, value], i) =>
      row(text(label), text(value), before.values[i]?.[1] !== value));
    for (const [thread, locks] of Object.entries(node().held)) {
      for (const lock of locks) {
        rows.push(row(text(lock), words.held(data.threads[thread]),
          !before.held[thread]?.includes(lock)));
      }
    }
    state.replaceChildren(rows.length ? make("table", make("caption",
      words.state), make("tbody", ...rows)) : make("p.soft", words.none));
  }

  // One row of the swimlane: a cell per thread, its locks as bars
  function laneRow(kind, held, acting, lines) {
    return make(`li.${kind}`, ...data.threads.map((name, thread) => {
      const cell = make("div.cell", make("i.lane"));
      cell.style.gridColumn = thread + 1;
      for (const lock of held[thread] ?? []) {
        const bar = make("i.lock");
        bar.title = `${name}: ${text(lock)}`;
        cell.append(bar);
      }
      if (thread === acting) {
        cell.classList.add("acts");
        cell.prepend(make("span.hidden", `${name}: `));
        cell.append(make("div.label", ...lines));
      }
      return cell;
    }));
  }

  function stepRow(acting, steps, held) {
    const lines = steps.map((step) =>
      make("div", make("span.soft", line(step)), told(step)));
    return laneRow("row", held, acting,
      lines.length ? lines : [make("div", words.ends)]);
  }

  function switchRow(from, to, held, preempts) {
    const [a, b] = [Math.min(from, to), Math.max(from, to)];
    const rule = make(`div.rule${to > from ? ".right" : ""}`,
      preempts ? make("span", words.takes(data.threads[to])) : "");
    rule.style.gridColumn = `${a + 1} / ${b + 1}`;
    rule.style.setProperty("--held", held[a]?.length ?? 0);
    const row = laneRow(preempts ? "row.preempts" : "row", held);
    row.append(rule);
    if (!preempts) row.setAttribute("aria-hidden", "true");
    return row;
  }

  function drawHistory() {
    const heads = data.threads.map((name) => make("b", name));
    const rows = [];
    const before = data.before.length;
    if (before > 3) rows.push(make("li.fold.soft", words.before(before)));
    else {
      data.before.forEach((step) =>
        rows.push(stepRow(0, [step], {})));
    }
    walk.forEach(({ node: number, thread }, i) => {
      const here = data.nodes[number];
      const previous = i ? walk[i - 1].thread : 0;
      if (thread !== previous) {
        rows.push(switchRow(previous, thread, here.held,
          i > 0 && here.go[previous] !== undefined));
      }
      const [target, steps] = here.go[thread];
      rows.push(stepRow(thread, steps, data.nodes[target].held));
    });
    const list = make("ol", ...rows);
    history.style.setProperty("--threads", data.threads.length);
    history.replaceChildren(make("div.heads", ...heads), list);
    history.scrollTop = history.scrollHeight;
  }

  function drawOutcome() {
    outcome.className = "outcome";
    outcome.replaceChildren();
    const { end, message, next: waits } = node();
    if (end === undefined) return "";
    const right = end === "right";
    const mine = switchesOf(walk);
    const said = [right ? words.right : words.wrong(
      words.kinds[end] ?? end, message)];
    const parts = [make("p", make("strong", said[0]))];
    if (waits) {
      parts.push(make("ul", ...Object.keys(waits).map((thread) =>
        make("li", `${data.threads[thread]} ${nextOf(thread)[0]}`))));
    }
    said.push(words.length(words.steps(walk.length), words.switches(mine)));
    if (data.challenge !== null) {
      said.push(data.goals.includes(now)
        ? words.reached(data.fewest, mine) : words.missed);
    }
    parts.push(make("p", said.slice(1).join(" ")));
    const [lead, call] = words.again(data.scenario, schedule());
    parts.push(make("p", lead, make("code", call)));
    outcome.classList.add(right ? "calm" : "alarm");
    outcome.append(...parts);
    return said.join(" ");
  }

  function draw(said) {
    drawButtons();
    drawSource();
    drawState();
    drawHistory();
    const end = drawOutcome();
    status.textContent = [said, end].filter(Boolean).join(" ");
    status.classList.toggle("hidden", Boolean(end));
  }

  // -- what the reader can do --

  function go(thread) {
    const edge = node().go?.[thread];
    if (edge === undefined) {
      status.classList.remove("hidden");
      status.textContent = words.cannot(data.threads[thread],
        nextOf(thread)[0]);
      return;
    }
    const [target, steps] = edge;
    walk.push({ node: now, thread });
    now = target;
    draw(words.did(data.threads[thread], steps.map((step) =>
      line(step) + told(step)).join("; ") || words.ends));
  }

  function undo() {
    if (!walk.length) return;
    now = walk.pop().node;
    draw(words.undone);
  }

  function restart() {
    walk.length = now = 0;
    draw(words.start);
  }

  el.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const thread = Number(event.key) - 1;
    if (event.key === "u") undo();
    else if (event.key === "r") restart();
    else if (data.threads[thread] !== undefined) go(thread);
    else return;
    event.preventDefault();
    event.stopPropagation(); // a slide deck has keys of its own
  });
  draw(words.start);
}

export default { render };
