/* How far a reader has come: kept in the browser, told to nobody.
   A chapter is begun when it is opened, and finished when the reader says so
   at its end.  The map on the home page and the list at the side show it. */
"use strict";
(() => {
  const KEY = "course-progress";
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch {
      return {}; // no storage, or something else in it
    }
  };
  const store = progress => {
    try {
      localStorage.setItem(KEY, JSON.stringify(progress));
    } catch {
      // the page works without
    }
  };
  const set = (page, state) => store({ ...read(), [page]: state });
  const WORDS = { begun: "begun", done: "finished" };

  const showOn = (element, state) => {
    if (state) element.dataset.state = state;
    else delete element.dataset.state;
  };

  function show() {
    const progress = read();
    for (const stop of document.querySelectorAll(".course-map li[data-page]")) {
      const state = progress[stop.dataset.page];
      showOn(stop, state);
      const lane = stop.querySelector(".lane");
      showOn(lane, state);
      lane.innerHTML = state
        ? `<span class="visually-hidden">${WORDS[state]}: </span>` : "";
    }
    for (const count of document.querySelectorAll(".course-map .count")) {
      const stops = count.parentElement.nextElementSibling;
      const all = stops.querySelectorAll("[data-page]").length;
      const done = stops.querySelectorAll("li[data-state=done]").length;
      count.textContent = done ? `${done} of ${all} finished` : "";
    }
    const root = new URL(document.documentElement.dataset.content_root, location);
    for (const link of document.querySelectorAll(".bd-sidenav a")) {
      const page = link.href.slice(root.href.length).replace(/\.html.*$/, "");
      showOn(link, progress[page]);
    }
    const button = document.querySelector(".finish button");
    if (button) {
      button.hidden = false;
      button.setAttribute(
        "aria-pressed", progress[button.dataset.page] === "done");
    }
    const forget = document.querySelector(".course-map .forget");
    if (forget) forget.hidden = !Object.keys(progress).length;
  }

  const button = document.querySelector(".finish button");
  if (button) {
    const page = button.dataset.page;
    if (!read()[page]) set(page, "begun");
    button.addEventListener("click", () => {
      set(page, read()[page] === "done" ? "begun" : "done");
      show();
    });
  }
  document.querySelector(".course-map .forget")?.addEventListener(
    "click", () => { store({}); show(); });
  window.addEventListener("storage", show);
  show();
})();
