// Draws one figure over time as a line. The page carries the values as JSON; the table beneath has the same.
(function () {
  "use strict";

  var INK = "#1f2a37";

  function init() {
    var holder = document.getElementById("series");
    var source = document.getElementById("series-data");
    if (!holder || !source || !window.echarts) {
      return;
    }
    var data = JSON.parse(source.textContent);
    var chart = window.echarts.init(holder, null, { renderer: "canvas" });
    window.addEventListener("resize", function () { chart.resize(); });
    chart.setOption({
      animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      animationDuration: 250,
      textStyle: { fontFamily: window.getComputedStyle(document.body).fontFamily, color: INK },
      tooltip: {
        trigger: "axis",
        renderMode: "richText",
        formatter: function (items) {
          var point = data.points[items[0].dataIndex];
          return point.day + "  " + point.text;
        }
      },
      grid: { left: 8, right: 32, top: 32, bottom: 8, containLabel: true },
      xAxis: {
        type: "category",
        data: data.points.map(function (point) { return point.day; }),
        axisLabel: { color: INK }
      },
      yAxis: {
        type: "value",
        min: 0,
        name: data.unit,
        axisLabel: { color: INK },
        splitLine: { lineStyle: { color: "#e3eaf2" } }
      },
      series: [{
        type: "line",
        symbolSize: 7,
        lineStyle: { width: 2.5, color: "#2f74b5" },
        itemStyle: { color: "#2f74b5" },
        connectNulls: false,
        data: data.points.map(function (point) { return point.value; })
      }]
    });
  }

  init();
})();
