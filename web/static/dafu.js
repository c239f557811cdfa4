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
