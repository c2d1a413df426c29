/* The colour scheme: the system's until the reader chooses, then the choice, kept on this device.
   Loaded in the head without defer, so that the page is never drawn in the wrong scheme first. */
(function () {
  "use strict";
  var root = document.documentElement;
  var system = window.matchMedia ? matchMedia("(prefers-color-scheme: dark)") : { matches: false };

  function stored() {
    // Storage is refused in some embedded browsers and private windows.
    try { return localStorage.getItem("scheme"); } catch (refused) { return null; }
  }

  function keep(scheme) {
    try { localStorage.setItem("scheme", scheme); } catch (refused) { /* the choice holds for this page */ }
  }

  function current() {
    return root.getAttribute("data-theme") || (system.matches ? "dark" : "light");
  }

  var chosen = stored();
  if (chosen === "dark" || chosen === "light") root.setAttribute("data-theme", chosen);

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-scheme]");
    if (!button) return;
    var label = button.querySelector("[data-scheme-label]");
    function show() { label.textContent = current() === "dark" ? "浅色" : "深色"; }
    button.addEventListener("click", function () {
      var next = current() === "dark" ? "light" : "dark";
      root.setAttribute("data-theme", next);
      keep(next);
      show();
    });
    if (system.addEventListener) system.addEventListener("change", show);
    show();
    button.hidden = false;
  });
})();
