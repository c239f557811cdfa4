// Only makes things handier; every page works without it.
(function () {
  "use strict";
  var box = document.getElementById("q");

  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (box && event.key === "/" && !typing && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  // Enter that ends the composition of an input method chooses a word; it must not send the form.
  if (box) {
    box.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
    });
  }

  // What is typed last goes on as the archive's words do: a list below the box (WAI-ARIA combobox).
  var PAUSE = 120; // milliseconds without a key, before the server is asked
  if (box && window.fetch && window.AbortController) offerCompletions(box, box.form);

  function offerCompletions(box, form) {
    var list = document.createElement("ul");
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
      if (composing || !typed.trim() || box.selectionEnd !== typed.length) return close();
      fetch(form.dataset.complete + "?q=" + encodeURIComponent(typed), { signal: request.signal })
        .then(function (answer) { return answer.ok ? answer.json() : []; })
        .then(function (completions) { if (asking === request && !composing) show(completions); })
        .catch(function () { if (asking === request) close(); }); // it is only a help: without it one types on
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
      kind.textContent = completion.kind + " · " + completion.count + " 篇";
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
      box.value = found[place].query;
      close();
      box.focus();
      box.setSelectionRange(box.value.length, box.value.length);
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
    box.addEventListener("blur", close);
    form.addEventListener("submit", close);
    list.addEventListener("mousedown", function (event) { event.preventDefault(); }); // the box keeps the focus
    box.addEventListener("keydown", function (event) {
      if (composing || event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === "Enter" && chosen >= 0) take(chosen);
      else if (event.key === "Escape" && !list.hidden) close();
      else return;
      event.preventDefault();
    });
  }

  // A click anywhere on a found paragraph opens it, unless text is being selected.
  document.addEventListener("click", function (event) {
    var passage = event.target.closest ? event.target.closest(".passage") : null;
    if (!passage || event.target.closest("a") || String(window.getSelection())) return;
    passage.querySelector("a").click();
  });
  // Each paragraph of a reply can be copied together with the line that says where it stands.
  var source = document.querySelector(".source p");
  var paragraphs = source ? document.querySelectorAll(".text > .opening, .text > .body") : [];
  Array.prototype.forEach.call(paragraphs, function (paragraph) {
    var text = paragraph.textContent.trim();
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "复制本段和出处";
    button.addEventListener("click", function () {
      copy(text + "\n" + source.textContent.trim(), function () {
        button.textContent = "已复制";
        window.setTimeout(function () { button.textContent = "复制本段和出处"; }, 2000);
      });
    });
    paragraph.appendChild(button);
  });

  function copy(text, done) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, function () { copyOld(text, done); });
    } else copyOld(text, done);
  }

  // Over plain http from another machine there is no clipboard object.
  function copyOld(text, done) {
    var area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    if (document.execCommand("copy")) done();
    document.body.removeChild(area);
  }
  document.documentElement.className = "scripted";
})();
