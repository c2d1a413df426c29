/* The colour scheme: the system's until the reader chooses, then the choice, kept on this device.
   Loaded in the head without defer, so that the page is never drawn in the wrong scheme first.
   Below it, in the same file to save every page a request: the line in the footer that tells the data's state. */
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

/* The state of the data lies in a file of its own, so that pages stay as they are from one publish to the next.
   It is asked for once the footer is in sight; without an answer the link to the page about it stays as it is. */
(function () {
  "use strict";
  function tell(link) {
    fetch(link.getAttribute("data-status")).then(function (answer) { return answer.json(); }).then(function (state) {
      if (!state.as_of) return;
      link.textContent = "数据截至 " + state.as_of + (state.commit ? "，版本 " + state.commit.slice(0, 8) : "");
    }).catch(function () { /* the link stays */ });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var link = document.querySelector("[data-status]");
    if (!link || !window.fetch || !window.IntersectionObserver || !/^http/.test(location.protocol)) return;
    var watch = new IntersectionObserver(function (seen) {
      if (!seen.some(function (each) { return each.isIntersecting; })) return;
      watch.disconnect();
      tell(link);
    });
    watch.observe(link);
  });
})();
