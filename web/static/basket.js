// What reply pages and the basket share: copying, saying so, putting a paragraph into the basket.
(function () {
  "use strict";
  var SAID = 4000; // milliseconds that a message stays in sight
  var ITEM = /^[0-9A-Za-z]{1,40}\.[1-9][0-9]{0,5}\.[0-9a-f]{6}$/; // as web/basket.py reads it
  var said = document.createElement("p"), timer = 0, before = Promise.resolve();
  said.className = "said";
  said.setAttribute("role", "status");
  document.body.appendChild(said);

  function say(line) {
    window.clearTimeout(timer);
    said.textContent = "";
    window.setTimeout(function () { said.textContent = line; }, 50); // the same line again is read again
    timer = window.setTimeout(function () { said.textContent = ""; }, SAID);
  }

  function copy(text, line) {
    function done() { say(line); }
    function old() { say(copyOld(text) ? line : "没有复制成功，请选中文字再按 Ctrl+C"); }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, old);
    else old();
  }

  // Over plain http from another machine there is no clipboard object.
  function copyOld(text) {
    var area = document.createElement("textarea"), focused = document.activeElement, copied = false;
    area.value = text;
    area.className = "unseen";
    document.body.appendChild(area);
    area.select();
    try { copied = document.execCommand("copy"); } catch (error) { copied = false; }
    document.body.removeChild(area);
    if (focused && focused.focus) focused.focus({ preventScroll: true });
    return copied;
  }

  // One after the other: each answer brings the basket that the next request must send.
  function put(address, id, number) {
    var form = new URLSearchParams();
    form.append("do", "add");
    form.append("id", id);
    form.append("number", number);
    before = before
      .then(function () {
        return fetch(address, { method: "POST", body: form, headers: { Accept: "application/json" }, keepalive: true });
      })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .then(function (told) {
        say(told.line + "，篮子里有 " + told.count + " 段");
        count();
      })
      .catch(function () { say("没有放进去，请刷新页面再试"); });
  }

  // A page that the browser brings back from its memory shows the count of then; the cookie has that of now.
  function count() {
    var shown = document.getElementById("basket-count"), held = /(?:^|;\s*)basket=([^;]*)/.exec(document.cookie);
    var items = held ? held[1].split("~").filter(function (item) { return ITEM.test(item); }) : [];
    if (shown) shown.textContent = String(items.length);
  }

  function allQuotations() {
    var pieces = document.querySelectorAll("#all blockquote");
    return Array.prototype.map.call(pieces, function (piece) {
      return piece.textContent + "\n" + piece.parentNode.querySelector(".from").textContent + "\n";
    }).join("\n");
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-copy]"), function (button) {
    var whole = button.dataset.copy === "all";
    button.hidden = false;
    button.addEventListener("click", function () {
      if (whole) copy(allQuotations(), "已复制全部段落和出处");
      else copy(document.getElementById(button.dataset.copy).value, "已复制");
    });
  });

  var field = document.getElementById("quotation");
  if (field) field.addEventListener("focus", function () { field.select(); });

  window.addEventListener("pageshow", count);
  window.addEventListener("focus", count); // it may have been filled in another window
  window.dafu.say = say;
  window.dafu.copy = copy;
  window.dafu.put = put;
})();
