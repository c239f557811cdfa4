// Recent searches: kept in this browser only, shown on the start page and below an empty box.
(function () {
  "use strict";
  var MOST = 10, LONGEST = 100; // searches, characters of one: what is longer is pasted
  var dafu = window.dafu, box = document.getElementById("q"), section = document.getElementById("recent");
  var asked = document.querySelector("[data-asked]");
  dafu.recent = { all: all, remove: remove, clear: clear };

  function all() {
    var kept = dafu.kept("recent", []);
    return Array.isArray(kept) ? kept.filter(function (one) { return typeof one === "string" && one; }) : [];
  }

  function add(query) {
    if (!query || query.length > LONGEST || !dafu.kept("remember", true)) return;
    dafu.keep("recent", [query].concat(without(query)).slice(0, MOST));
  }

  function without(query) {
    return all().filter(function (one) { return one !== query; });
  }

  function remove(query) {
    dafu.keep("recent", without(query));
    draw();
  }

  function clear() {
    dafu.keep("recent", []);
    draw();
  }

  function draw() {
    if (!section) return;
    var list = section.querySelector("ul"), recent = all();
    list.textContent = "";
    recent.forEach(function (query, place) { list.appendChild(row(query, place)); });
    section.hidden = !recent.length;
  }

  function row(query, place) {
    var item = document.createElement("li"), link = document.createElement("a"), button = document.createElement("button");
    link.href = box.form.action + "?q=" + encodeURIComponent(query);
    link.textContent = query;
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", "不再记住 " + query);
    button.addEventListener("click", function () {
      remove(query);
      var others = section.querySelectorAll("li button");
      (others[Math.min(place, others.length - 1)] || box).focus();
    });
    item.appendChild(link);
    item.appendChild(button);
    return item;
  }

  if (asked) add(asked.getAttribute("data-asked"));
  if (section) section.lastElementChild.addEventListener("click", function () { clear(); box.focus(); });
  dafu.setting("recent-on", "remember", function (on) { if (!on) clear(); });
  draw();
  window.addEventListener("pageshow", function (event) { if (event.persisted) draw(); });
})();
