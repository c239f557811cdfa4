// Only makes things handier; every page works without it. The other scripts build on `window.dafu`.
(function () {
  "use strict";
  var box = document.getElementById("q"), form = box && box.form;
  var layer = document.getElementById("keys"), opener = document.getElementById("keys-open"), before = null;
  var dafu = window.dafu = { kept: kept, keep: keep, isKey: isKey, composes: composes };

  // What this browser remembers; it may be forbidden to.
  function kept(name, otherwise) {
    try {
      var value = window.localStorage.getItem("dafu." + name);
      return value === null ? otherwise : JSON.parse(value);
    } catch (error) { return otherwise; }
  }

  function keep(name, value) {
    try { window.localStorage.setItem("dafu." + name, JSON.stringify(value)); } catch (error) { /* then not */ }
  }

  // Whether a key belongs to an input method that is at work.
  function composes(event) {
    return event.isComposing || event.keyCode === 229;
  }

  // Whether a key pressed alone is meant for the page: nobody types, no dialog is open, the keys are not switched off.
  function isKey(event) {
    var target = event.target, typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "checkbox";
    return !event.defaultPrevented && !composes(event) && !event.ctrlKey && !event.altKey && !event.metaKey &&
      !typing && !target.isContentEditable && layer.hidden && kept("keys", true);
  }

  document.addEventListener("keydown", function (event) {
    if (!isKey(event)) return;
    if (box && event.key === "/") focusBox();
    else if (event.key === "?" || event.key === "？") open();
    else return;
    event.preventDefault();
  });

  function focusBox() {
    var number = document.getElementById("scope-number").checked;
    var field = number ? form.elements.code : box;
    field.focus();
    field.select();
  }

  if (form) {
    // Enter that ends the composition of an input method chooses a word; it must not send the form.
    form.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && composes(event)) event.preventDefault();
    });

    // What is as usual need not stand in the address; without script the server takes it out.
    form.addEventListener("submit", function () {
      if (!document.getElementById("scope-all").checked) return;
      var idle = Array.prototype.filter.call(form.elements, function (field) {
        return /^(scope|code|of|no)$/.test(field.name);
      });
      idle.forEach(function (field) { field.disabled = true; });
      window.setTimeout(function () { idle.forEach(function (field) { field.disabled = false; }); }, 0);
    });

    Array.prototype.forEach.call(form.querySelectorAll(".scopes label"), function (label) {
      label.addEventListener("click", function () { window.setTimeout(focusBox, 0); });
    });
  }

  // The list of keys, a dialog: it takes the focus, keeps it, and gives it back.
  function open() {
    before = document.activeElement;
    layer.hidden = false;
    document.getElementById("keys-close").focus();
  }

  function close() {
    layer.hidden = true;
    if (before && before.focus) before.focus();
  }

  function turn(event) {
    var inside = layer.querySelectorAll("input, button"), last = inside[inside.length - 1];
    var from = event.shiftKey ? inside[0] : last, to = event.shiftKey ? last : inside[0];
    if (layer.contains(document.activeElement) && document.activeElement !== from) return;
    to.focus();
    event.preventDefault();
  }

  opener.hidden = false;
  opener.addEventListener("click", open);
  document.getElementById("keys-close").addEventListener("click", close);
  layer.addEventListener("click", function (event) { if (event.target === layer) close(); });
  // Heard everywhere: a click beside its controls takes the focus out of the dialog.
  document.addEventListener("keydown", function (event) {
    if (layer.hidden) return;
    if (event.key === "Escape") close();
    else if (event.key === "Tab") turn(event);
  });
  dafu.setting = function (id, name, changed) {
    var field = document.getElementById(id);
    field.checked = kept(name, true);
    field.addEventListener("change", function () {
      keep(name, field.checked);
      if (changed) changed(field.checked);
    });
  };
  dafu.setting("keys-on", "keys");

  document.documentElement.className = "scripted";
})();
