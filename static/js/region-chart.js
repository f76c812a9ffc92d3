// Draws the regions below another by one indicator: as a map where outlines are known, else as bars.
// The page carries the values as JSON; without this script the table beneath shows the same figures.
(function () {
  "use strict";

  var BLUES = ["#e7f0fa", "#b7d2ec", "#79a8d6", "#3d80c0", "#174f87"];
  var INK = "#1f2a37";
  var UNKNOWN = "#e3e6ea";

  function init() {
    var holder = document.getElementById("chart");
    var source = document.getElementById("chart-data");
    if (!holder || !source || !window.echarts) {
      return;
    }
    var data = JSON.parse(source.textContent);
    var chart = window.echarts.init(holder, null, { renderer: "canvas" });
    chart.on("click", function (event) {
      var region = byName(data)[event.name];
      if (region) {
        window.location.assign(region.url);
      }
    });
    window.addEventListener("resize", function () { chart.resize(); });
    if (!data.boundaries) {
      chart.setOption(bars(data));
      return;
    }
    fetch(data.boundaries, { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (response) {
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        return response.json();
      })
      .then(function (outlines) {
        window.echarts.registerMap(data.name, outlines);
        chart.setOption(map(data));
      })
      .catch(function () { chart.setOption(bars(data)); });
  }

  function byName(data) {
    var found = {};
    data.regions.forEach(function (region) { found[region.name] = region; });
    return found;
  }

  // What does not count stands beside what does, in the words and signs of the legend.
  function labelled(text, between, more) {
    return more ? text + between + more : text;
  }

  function common(data) {
    return {
      animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      animationDuration: 250,
      textStyle: { fontFamily: window.getComputedStyle(document.body).fontFamily, color: INK },
      tooltip: {
        renderMode: "richText",
        formatter: function (item) {
          var region = byName(data)[item.name];
          return region ? labelled(region.name + "  " + region.text, "  ", region.apart) : item.name;
        }
      }
    };
  }

  function largest(data) {
    return data.regions.reduce(function (most, region) { return Math.max(most, region.value || 0); }, 0);
  }

  function map(data) {
    var top = data.unit === "%" ? 100 : largest(data) || 1;
    return Object.assign(common(data), {
      visualMap: {
        type: "continuous",
        min: 0,
        max: top,
        calculable: true,
        inRange: { color: BLUES },
        outOfRange: { color: UNKNOWN },
        text: [top.toFixed(data.unit === "%" ? 0 : data.places) + " " + data.unit, "0"],
        textStyle: { color: INK },
        left: 8,
        bottom: 8,
        itemHeight: 110
      },
      series: [{
        type: "map",
        map: data.name,
        roam: false,
        selectedMode: false,
        top: 8, bottom: 8, left: 90, right: 8,
        // A degree of longitude is shorter than one of latitude; Hengshui lies at 37.7° north.
        aspectScale: 0.79,
        itemStyle: { areaColor: UNKNOWN, borderColor: "#fff", borderWidth: 1.2 },
        label: {
          show: true, color: INK, fontSize: 12, textBorderColor: "#fff", textBorderWidth: 3,
          formatter: function (item) {
            var region = byName(data)[item.name];
            return region ? labelled(region.name, "\n", region.sign) : item.name;
          }
        },
        emphasis: {
          itemStyle: { areaColor: "#f2c14e" },
          label: { color: INK }
        },
        data: data.regions.map(function (region) {
          return { name: region.name, value: region.value === null ? "-" : region.value };
        })
      }]
    });
  }

  function bars(data) {
    var ordered = data.regions.slice().sort(function (one, other) {
      var a = one.value === null ? -Infinity : one.value;
      var b = other.value === null ? -Infinity : other.value;
      return data.isBetterDown ? b - a : a - b;
    });
    return Object.assign(common(data), {
      grid: { left: 8, right: 64, top: 8, bottom: 24, containLabel: true },
      xAxis: {
        type: "value",
        min: 0,
        max: data.unit === "%" ? 100 : null,
        minInterval: data.places ? 0 : 1,
        name: data.unit,
        axisLabel: { color: INK },
        splitLine: { lineStyle: { color: "#e3eaf2" } }
      },
      yAxis: {
        type: "category",
        data: ordered.map(function (region) { return region.name; }),
        axisLabel: { color: INK, interval: 0 },
        axisTick: { show: false },
        triggerEvent: true
      },
      series: [{
        type: "bar",
        barMaxWidth: 18,
        itemStyle: { color: "#2f74b5", borderRadius: [0, 3, 3, 0] },
        label: {
          show: true,
          position: "right",
          color: INK,
          formatter: function (item) {
            var region = ordered[item.dataIndex];
            return labelled(region.text, "  ", region.sign);
          }
        },
        data: ordered.map(function (region) { return region.value; })
      }]
    });
  }

  init();
})();
