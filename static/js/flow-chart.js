// Draws the money from sources to uses as bands. The page carries the values as JSON; the table beside it has the same.
(function () {
  "use strict";

  var INK = "#1f2a37";
  var COLOURS = ["#2f74b5", "#3a9188", "#b7791f", "#7a5ea8", "#b4534b", "#5b7f2b", "#4a6a8a", "#a0527f", "#8a6d3b", "#5d6b7a"];

  function init() {
    var holder = document.getElementById("flow");
    var source = document.getElementById("flow-data");
    if (!holder || !source || !window.echarts) {
      return;
    }
    var data = JSON.parse(source.textContent);
    if (!data.links.length) {
      return;
    }
    var labels = {};
    data.nodes.forEach(function (node) { labels[node.name] = node.label; });
    holder.parentElement.classList.add("is-drawn");
    var chart = window.echarts.init(holder, null, { renderer: "canvas" });
    window.addEventListener("resize", function () { chart.resize(); });
    chart.on("click", function (event) {
      if (event.dataType === "edge") {
        window.location.assign(event.data.url);
      }
    });
    chart.setOption({
      animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      animationDuration: 250,
      color: COLOURS,
      textStyle: { fontFamily: window.getComputedStyle(document.body).fontFamily, color: INK },
      tooltip: {
        renderMode: "richText",
        formatter: function (item) {
          if (item.dataType === "edge") {
            return labels[item.data.source] + " → " + labels[item.data.target] + "  " + item.data.text + " " + data.unit;
          }
          return labels[item.name] + "  " + item.value.toFixed(2) + " " + data.unit;
        }
      },
      series: [{
        type: "sankey",
        left: 8, right: 130, top: 16, bottom: 16,
        nodeWidth: 14,
        nodeGap: 10,
        draggable: false,
        emphasis: { focus: "adjacency" },
        lineStyle: { color: "gradient", opacity: 0.4 },
        label: {
          color: INK,
          fontSize: 12,
          formatter: function (item) { return labels[item.name]; }
        },
        data: data.nodes,
        links: data.links
      }]
    });
  }

  init();
})();
