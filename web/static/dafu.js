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

  // A click anywhere on a found paragraph opens it, unless text is being selected.
  document.addEventListener("click", function (event) {
    var passage = event.target.closest ? event.target.closest(".passage") : null;
    if (!passage || event.target.closest("a") || String(window.getSelection())) return;
    passage.querySelector("a").click();
  });
  document.documentElement.className = "scripted";
})();
