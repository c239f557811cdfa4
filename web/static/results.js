// The list of hits: keys that go through it, a click that opens a paragraph, and how densely it is set.
(function () {
  "use strict";
  var dafu = window.dafu, dense = document.getElementById("dense");
  var hits = Array.prototype.slice.call(document.querySelectorAll(".hit"));

  if (dense) {
    dense.checked = dafu.kept("dense", false);
    dense.addEventListener("change", function () { dafu.keep("dense", dense.checked); });
  }

  document.addEventListener("keydown", function (event) {
    if (!hits.length || !dafu.isKey(event)) return;
    var arrow = isAtList(event.target) && !event.shiftKey;
    if (event.key === "j" || (arrow && event.key === "ArrowDown")) move(1);
    else if (event.key === "k" || (arrow && event.key === "ArrowUp")) move(-1);
    else if (event.key === "o") openBest();
    else if (event.key === "d") dense.click();
    else return;
    event.preventDefault();
  });

  // Arrows scroll as everywhere, but for someone who is in the list or nowhere yet.
  function isAtList(target) {
    return target === document.body || target.id === "main" || !!target.closest(".hit");
  }

  function here() {
    return hits.indexOf(document.activeElement.closest(".hit"));
  }

  // The hit to begin with: the first that begins on the screen.
  function inSight() {
    var place = hits.findIndex(function (hit) { return hit.getBoundingClientRect().top >= 0; });
    return place < 0 ? hits.length - 1 : place;
  }

  function move(by) {
    var at = here(), to = at < 0 ? inSight() : at + by;
    var following = document.querySelector(".pages [rel=next]");
    if (to >= hits.length && following) return following.focus();
    to = Math.max(0, Math.min(hits.length - 1, to));
    hits[to].querySelector("h3 a").focus({ preventScroll: true });
    hits[to].scrollIntoView({ block: hits[to].offsetHeight > window.innerHeight ? "start" : "nearest" });
  }

  function openBest() {
    var hit = hits[Math.max(0, here())];
    (hit.querySelector(".place a") || hit.querySelector("h3 a")).click();
  }

  // A click anywhere on a found paragraph opens it, unless text is being selected.
  document.addEventListener("click", function (event) {
    var passage = event.target.closest ? event.target.closest(".passage") : null;
    if (!passage || event.target.closest("a") || String(window.getSelection())) return;
    passage.querySelector("a").click();
  });
})();
