// The page of a reply: steps between marks, tools for the paragraph in use, the section in the outline.
(function () {
  "use strict";
  var dafu = window.dafu;
  var text = document.querySelector(".text"), handles = document.getElementById("handles");
  var touch = window.matchMedia && window.matchMedia("(hover: none)").matches;
  var current = null; // the paragraph that c and b mean: focused, opened by address, or stepped to
  var each = Array.prototype.forEach;

  function paragraphOf(node) {
    while (node && node.parentNode !== text) node = node.parentNode;
    return node && /^p\d+$/.test(node.id) ? node : null;
  }

  function number(paragraph) { return paragraph.id.slice(1); }

  // The tools of a paragraph

  function offer(paragraph) {
    if (!paragraph) return withdraw();
    if (handles.previousElementSibling !== paragraph) paragraph.parentNode.insertBefore(handles, paragraph.nextSibling);
    handles.hidden = false;
    handles.setAttribute("aria-label", "用第 " + number(paragraph) + " 段");
    if (!touch) handles.style.top = Math.max(0, paragraph.offsetTop - handles.offsetHeight + 2) + "px";
  }

  function withdraw() {
    if (handles.contains(document.activeElement)) return;
    handles.hidden = true;
  }

  function use(what, paragraph) {
    var words = paragraph.textContent.trim();
    var source = document.querySelector(".source p").textContent.trim() + (paragraph.dataset.part || "");
    if (what === "text") dafu.copy(words, "已复制第 " + number(paragraph) + " 段");
    else if (what === "source") dafu.copy(words + "\n" + source, "已复制第 " + number(paragraph) + " 段和出处");
    else if (what === "link") dafu.copy(location.href.split("#")[0] + "#" + paragraph.id, "已复制第 " + number(paragraph) + " 段的链接");
    else dafu.put(handles.dataset.basket, text.dataset.id, number(paragraph));
  }

  handles.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    use(button.dataset.do, handles.previousElementSibling);
    if (event.detail) button.blur(); // a click of the mouse: the tools go on following it
  });
  text.addEventListener("mouseover", function (event) {
    var paragraph = paragraphOf(event.target);
    if (!touch && paragraph && !handles.contains(document.activeElement)) offer(paragraph);
  });
  text.addEventListener("mouseleave", function () { if (!touch) offer(current); });
  text.addEventListener("focusin", function (event) {
    var paragraph = paragraphOf(event.target);
    if (paragraph) offer(current = paragraph);
    else current = handles.previousElementSibling;
  });
  text.addEventListener("click", function (event) {
    var link = event.target.closest("a.use");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    offer(current = paragraphOf(link));
    handles.querySelector("button").focus({ preventScroll: true });
  });

  // Marks

  var marks = document.querySelectorAll(".text mark:not(.rest), .removed mark");
  var stepper = document.getElementById("stepper"), at = -1;

  function tell() {
    each.call(marks, function (mark, place) { mark.classList.toggle("now", place === at); });
    if (stepper) document.getElementById("at").textContent = (at < 0 ? "共 " : at + 1 + " / ") + marks.length + (at < 0 ? " 处" : "");
  }

  // A paragraph that the address names is the one in use; its first mark is the one to go on from.
  function opened() {
    var target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    if (target && paragraphOf(target) === target) {
      offer(current = target);
      var first = Array.prototype.findIndex.call(marks, function (mark) { return target.contains(mark); });
      if (first >= 0) at = first;
    }
    tell();
  }

  function step(by, byKey) {
    if (!marks.length) return;
    at = at < 0 ? (by > 0 ? 0 : marks.length - 1) : (at + by + marks.length) % marks.length;
    var mark = marks[at], fold = mark.closest("details"), paragraph = paragraphOf(mark);
    if (fold) fold.open = true;
    tell();
    mark.scrollIntoView({ block: "center" });
    current = paragraph;
    offer(paragraph);
    if (byKey && paragraph) paragraph.querySelector(".number").focus({ preventScroll: true });
  }

  if (stepper && marks.length) {
    stepper.hidden = false;
    document.getElementById("next").addEventListener("click", function () { step(1, false); });
    document.getElementById("before").addEventListener("click", function () { step(-1, false); });
  }

  // Keys

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      document.body.classList.add("quiet-proofs");
      return withdraw();
    }
    if (!dafu.isKey(event)) return;
    if (event.key === "n") step(1, true);
    else if (event.key === "p") step(-1, true);
    else if (event.key === "c" || event.key === "b") {
      if (!current) return dafu.say("请先按 n，或者用 Tab 键选中一段");
      use(event.key === "c" ? "source" : "basket", current);
    } else return;
    event.preventDefault();
  });

  each.call(document.querySelectorAll(".proven"), function (proven) {
    ["mouseenter", "focusin"].forEach(function (kind) {
      proven.addEventListener(kind, function () { document.body.classList.remove("quiet-proofs"); });
    });
  });

  // The section that is being read

  var links = document.querySelectorAll(".outline.side a"), waiting = false;

  function mind() {
    var line = 140, now = null; // pixels: a paragraph that was opened stands just above
    waiting = false;
    each.call(links, function (link) {
      var heading = document.getElementById(link.getAttribute("href").slice(1));
      if (heading && heading.getBoundingClientRect().top < line) now = link;
    });
    each.call(links, function (link) {
      if (link === now) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  }

  if (links.length) {
    window.addEventListener("scroll", function () {
      if (!waiting) window.requestAnimationFrame(mind);
      waiting = true;
    }, { passive: true });
    mind();
  }

  var print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", function () { window.print(); });
  window.addEventListener("hashchange", opened);
  window.addEventListener("resize", function () { if (!handles.hidden) offer(handles.previousElementSibling); });
  opened();
})();
