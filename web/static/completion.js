// What is typed last goes on as the archive's words do: a list below the box (WAI-ARIA combobox).
// Below an empty box it holds the recent searches.
(function () {
  "use strict";
  var PAUSE = 120; // milliseconds without a key, before the server is asked
  var box = document.getElementById("q");
  if (!box || !window.fetch || !window.AbortController) return;
  var form = box.form, list = document.createElement("ul"), dafu = window.dafu;
  var found = [], chosen = -1, timer = 0, asking = null, composing = false;
  list.id = "completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "可以接着写的");
  box.parentNode.appendChild(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  function later() {
    stop();
    timer = window.setTimeout(ask, PAUSE);
  }

  function stop() {
    window.clearTimeout(timer);
    if (asking) asking.abort();
    asking = null;
  }

  function ask() {
    var typed = box.value, request = asking = new AbortController();
    if (!composing && !typed.trim()) return recall();
    if (composing || box.selectionEnd !== typed.length) return close();
    fetch(form.dataset.complete + "?q=" + encodeURIComponent(typed), { signal: request.signal })
      .then(function (answer) { return answer.ok ? answer.json() : []; })
      .then(function (completions) { if (asking === request && !composing) show(completions); })
      .catch(function () { if (asking === request) close(); }); // it is only a help: without it one types on
  }

  // The start page shows the recent searches by itself; there the list waits for an arrow key.
  function recall(event) {
    if (event && (box.value || document.getElementById("recent"))) return;
    var recent = dafu.recent.all().map(function (query) { return { text: query, query: query, isRecent: true }; });
    if (recent.length) recent.push({ text: "清除最近查过的", clears: true });
    stop();
    show(recent);
  }

  function show(completions) {
    found = completions;
    list.textContent = "";
    found.forEach(function (completion, place) { list.appendChild(option(completion, place)); });
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  function option(completion, place) {
    var item = document.createElement("li"), kind = document.createElement("span");
    item.id = "completion-" + place;
    item.setAttribute("role", "option");
    item.appendChild(document.createElement("b")).textContent = completion.text;
    if (completion.isRecent) {
      kind.textContent = "×";
      kind.title = "不再记住（选中后按 Delete 键也行）";
      kind.addEventListener("click", function (event) { event.stopPropagation(); forget(place); });
    } else if (!completion.clears) kind.textContent = completion.kind + " · " + completion.count + " 篇";
    item.appendChild(kind);
    item.addEventListener("click", function () { take(place); });
    return item;
  }

  function choose(place) {
    chosen = place;
    Array.prototype.forEach.call(list.children, function (item, number) {
      item.setAttribute("aria-selected", String(number === place));
      if (number === place) item.scrollIntoView({ block: "nearest" });
    });
    if (place < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", "completion-" + place);
  }

  function take(place) {
    var taken = found[place];
    close();
    if (taken.clears) return dafu.recent.clear();
    box.value = taken.query;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
    if (taken.isRecent) form.querySelector("button").click(); // the first one keeps the mode
  }

  function forget(place) {
    dafu.recent.remove(found[place].query);
    recall();
    choose(Math.min(place, found.length - 2));
  }

  function close() {
    stop();
    show([]);
  }

  function step(by) {
    if (list.hidden) return ask();
    var places = found.length + 1; // the one more is the box itself
    choose((chosen + 1 + by + places) % places - 1);
  }

  box.addEventListener("input", function (event) { if (!composing && !event.isComposing) later(); });
  box.addEventListener("compositionstart", function () { composing = true; close(); });
  box.addEventListener("compositionend", function () { composing = false; later(); });
  box.addEventListener("focus", recall);
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("mousedown", function (event) { event.preventDefault(); }); // the box keeps the focus
  box.addEventListener("keydown", function (event) {
    if (composing || dafu.composes(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && chosen >= 0) take(chosen);
    else if (event.key === "Delete" && chosen >= 0 && found[chosen].isRecent) forget(chosen);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
})();
