// A range of years, drawn with the mouse over the bars; each bar is a link, and the form below asks for any range.
(function () {
  "use strict";
  var chart = document.querySelector(".years"), form = document.querySelector("form.span");
  if (!chart || !form || !window.PointerEvent) return;
  var bars = Array.prototype.slice.call(chart.children), start = -1, end = -1, before = null;

  function year(place) {
    return bars[place].querySelector("[data-year]").getAttribute("data-year");
  }

  function placeOf(event) {
    var place = bars.findIndex(function (bar) { return event.clientX < bar.getBoundingClientRect().right; });
    return place < 0 ? bars.length - 1 : place;
  }

  function draw() {
    var first = Math.min(start, end), last = Math.max(start, end), picks = start !== end;
    bars.forEach(function (bar, place) { bar.classList.toggle("picked", picks && place >= first && place <= last); });
    form.elements.from.value = picks ? year(first) : before[0];
    form.elements.to.value = picks ? year(last) : before[1];
  }

  function cancel() {
    if (start < 0) return;
    end = start;
    draw();
    start = -1;
  }

  chart.addEventListener("dragstart", function (event) { event.preventDefault(); }); // a link is not carried away
  chart.addEventListener("pointerdown", function (event) {
    if (event.button || event.pointerType === "touch") return;
    start = end = placeOf(event);
    before = [form.elements.from.value, form.elements.to.value];
  });
  document.addEventListener("pointermove", function (event) {
    if (start < 0 || placeOf(event) === end) return;
    end = placeOf(event);
    draw();
  });
  document.addEventListener("pointerup", function () {
    if (start < 0) return;
    var picks = start !== end;
    start = -1;
    if (picks) form.submit();
  });
  document.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") cancel(); });
})();
