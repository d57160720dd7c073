"use strict";
// Draws the figures of a report. What is drawn is in the page as JSON (stride.cli.report.figure makes it); Plotly draws.
(() => {
  const drawings = JSON.parse(document.getElementById("drawings").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const NARROW = 500;
  const PRINTED_WIDTH = 660; // A4 between its margins
  // The buttons by name: among the library's own is one that would send the figure to its makers.
  const BUTTONS = {
    plane: [["toImage", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
    raster: [["toImage", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
    space: [["toImage", "zoom3d", "pan3d", "orbitRotation", "resetCameraDefault3d"]],
  };

  // Okabe and Ito's colours, which colour-blind eyes tell apart; the lighter ones in the dark.
  const LIGHT = {
    ink: "#222222", grid: "#dddddd", zero: "#eeeeee", hover: "#ffffff",
    actual: "#444444", sound: "#0072b2", published: "#d55e00", ridge: "#009e73", constant: "#cc79a7",
    train: "#0072b2", gap: "#999999", valid: "#e69f00", test: "#009e73", other: "#5b6b7b",
  };
  const DARK = {
    ink: "#dddddd", grid: "#3a3a3a", zero: "#333333", hover: "#222222",
    actual: "#cccccc", sound: "#56b4e9", published: "#ff8c42", ridge: "#2fc79a", constant: "#e8a0c8",
    train: "#56b4e9", gap: "#888888", valid: "#f0b429", test: "#2fc79a", other: "#9fb0c0",
  };
  const PARTS = { train: "train bins", gap: "gap", valid: "validation bins", test: "test bins" };
  // Cividis, which looks alike to nearly all eyes, and in grey.
  const SHADES = ["#00204d", "#00336f", "#39486b", "#575d6d", "#707173", "#8a8779", "#a69d75", "#c4b56c", "#e4cf5b", "#ffea46"];
  const scale = (colours) => colours.map((colour, i) => [i / (colours.length - 1), colour]);
  const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const faint = (hex, alpha) => `rgba(${rgb(hex).join(",")},${alpha})`;

  const axis = (described, colours) => ({
    title: { text: described.title, standoff: 8 },
    type: described.type,
    automargin: true,
    gridcolor: colours.grid,
    linecolor: colours.grid,
    zerolinecolor: colours.grid,
    ...(described.type === "category" && { categoryorder: "array", categoryarray: described.names }),
    ...(described.type === "log" && { exponentformat: "power" }),
  });

  const layout = (described, colours) => ({
    height: described.height || 360,
    margin: { l: 56, r: 12, t: 44, b: 48 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, sans-serif", size: 12, color: colours.ink },
    hoverlabel: { bgcolor: colours.hover, font: { color: colours.ink } },
    legend: { orientation: "h", x: 0, y: 1.01, yanchor: "bottom" },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: colours.other, activecolor: colours.ink },
    hovermode: "closest",
    shapes: [],
    annotations: [],
  });

  /** How far an interval reaches from its values; nothing where none is known. */
  const reach = (series, colour) => {
    if (!series.low || series.low.every((x) => x === null)) {
      return {};
    }
    const along = typeof series.y[0] === "string" ? "x" : "y";
    const values = series[along];
    const bar = {
      type: "data",
      symmetric: false,
      array: values.map((x, i) => (series.high[i] === null ? 0 : series.high[i] - x)),
      arrayminus: values.map((x, i) => (series.low[i] === null ? 0 : x - series.low[i])),
      color: colour,
      thickness: 1.5,
      width: 4,
    };
    return { ["error_" + along]: bar };
  };

  const trace = (series, colours) => {
    const colour = colours[series.role];
    const common = { type: "scatter", name: series.name };
    if (series.shape === "bars") {
      const between = (a, b) => a.flatMap((x, i) => [x, b[i], null]);
      return {
        ...common, mode: "lines", x: between(series.from, series.x), y: between(series.y, series.y),
        line: { color: colour, width: 18 }, connectgaps: false,
      };
    }
    if (series.shape === "columns") {
      return {
        ...common, mode: "lines", x: series.x, y: [...series.y, 0],
        line: { color: colour, width: 1, shape: "hv" }, fill: "tozeroy", fillcolor: faint(colour, 0.5),
      };
    }
    return {
      ...common,
      mode: series.shape,
      visible: series.hidden ? "legendonly" : true,
      x: series.x,
      y: series.y,
      text: series.text,
      line: { color: colour, width: 1.6, dash: series.dash ? "dash" : "solid" },
      marker: { color: colour, size: series.many ? 4 : series.x.length > 150 ? 3 : 8, opacity: series.many ? 0.4 : 1 },
      ...reach(series, colour),
    };
  };

  const plane = (described, colours) => {
    const whole = layout(described, colours);
    whole.xaxis = axis(described.x, colours);
    whole.yaxis = axis(described.y, colours);
    if (described.y.type === "category") {
      whole.yaxis.range = [described.y.names.length - 0.5, -0.5]; // the first at the top
      whole.yaxis.title = undefined;
    }
    if (described.square) {
      whole.yaxis.scaleanchor = "x";
      whole.xaxis.constrain = "domain";
      whole.yaxis.constrain = "domain";
    }
    const traces = described.series.map((series) => trace(series, colours));
    for (const band of described.bands) {
      whole.shapes.push({
        type: "rect", xref: "x", yref: "paper", x0: band.from, x1: band.to, y0: 0, y1: 1,
        fillcolor: faint(colours[band.role], 0.13), line: { width: 0 }, layer: "below",
      });
    }
    for (const role of new Set(described.bands.map((band) => band.role))) {
      traces.push({
        type: "scatter", mode: "markers", x: [null], y: [null], name: PARTS[role] || role, hoverinfo: "skip",
        marker: { symbol: "square", size: 12, color: faint(colours[role], 0.35) },
      });
    }
    for (const mark of described.marks) {
      const upright = mark.axis === "x";
      whole.shapes.push({
        type: "line", line: { color: colours[mark.role], width: 1.5, dash: "dot" },
        ...(upright
          ? { xref: "x", yref: "paper", x0: mark.at, x1: mark.at, y0: 0, y1: 1 }
          : { xref: "paper", yref: "y", x0: 0, x1: 1, y0: mark.at, y1: mark.at }),
      });
      whole.annotations.push({
        text: mark.label, showarrow: false, font: { color: colours[mark.role] },
        ...(upright
          ? { x: mark.at, xref: "x", y: 1, yref: "paper", yanchor: "top", xanchor: "left" }
          : { x: 1, xref: "paper", y: mark.at, yref: "y", yanchor: "bottom", xanchor: "right" }),
      });
    }
    // A series of its own needs no legend.
    whole.showlegend = traces.length > 1 && !traces.every((t) => t.name === (described.y.names || [])[traces.indexOf(t)]);
    return [traces, whole];
  };

  const picture = (described) => {
    const canvas = document.createElement("canvas");
    canvas.width = described.columns;
    canvas.height = described.rows;
    const context = canvas.getContext("2d");
    const image = context.createImageData(described.columns, described.rows);
    const shades = atob(described.values);
    for (let i = 0; i < shades.length; i++) {
      const at = (shades.charCodeAt(i) / 255) * (SHADES.length - 1);
      const [below, above] = [rgb(SHADES[Math.floor(at)]), rgb(SHADES[Math.ceil(at)])];
      below.forEach((x, c) => (image.data[4 * i + c] = x + (above[c] - x) * (at % 1)));
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    return canvas.toDataURL();
  };

  const raster = (described, colours) => {
    const whole = layout({ height: 520 }, colours);
    whole.showlegend = false;
    whole.margin.t = 20;
    whole.xaxis = { ...axis({ title: "time bin, in order" }, colours), range: [0, described.bins], anchor: "y", showgrid: false };
    whole.yaxis = { ...axis({ title: "neurons" }, colours), range: [described.neurons, 0], domain: [0, 0.76], showgrid: false };
    whole.yaxis2 = { ...axis({ title: described.target }, colours), domain: [0.8, 1], anchor: "x" };
    whole.images = [{
      source: picture(described), xref: "x", yref: "y", x: 0, y: 0, sizex: described.bins, sizey: described.neurons,
      sizing: "stretch", xanchor: "left", yanchor: "top", layer: "below",
    }];
    const width = described.bins / described.columns;
    const key = {
      type: "scatter", mode: "markers", x: [0], y: [0], hoverinfo: "skip",
      marker: {
        size: 0.1, color: [described.low], cmin: described.low, cmax: described.high, colorscale: scale(SHADES), showscale: true,
        colorbar: { title: { text: "z" }, thickness: 10, len: 0.76, y: 0, yanchor: "bottom", outlinewidth: 0 },
      },
    };
    const behaviour = {
      type: "scatter", mode: "lines", yaxis: "y2", name: described.target, line: { color: colours.actual, width: 1 },
      x: described.behaviour.map((_, i) => (i + 0.5) * width), y: described.behaviour,
    };
    return [[key, behaviour], whole];
  };

  const space = (described, colours) => {
    const whole = layout({ height: 560 }, colours);
    whole.margin = { l: 0, r: 0, t: 10, b: 0 };
    const side = (title) => ({ title: { text: title }, color: colours.ink, gridcolor: colours.grid, zerolinecolor: colours.grid, showbackground: false });
    whole.scene = {
      xaxis: side("x"), yaxis: side("y"), zaxis: side("depth"), aspectmode: "data",
      camera: { eye: { x: 1.3, y: -1.6, z: 1 }, center: { x: 0, y: 0, z: -0.15 } },
    };
    const nothing = colours === DARK ? "#3c3c3c" : "#d4d4d4";
    return [[{
      type: "scatter3d", mode: "markers", x: described.x, y: described.y, z: described.z, name: "",
      hovertemplate: "(%{x}, %{y}, %{z})<br>weight %{marker.color:.3g}<extra></extra>",
      marker: {
        size: 2.4, color: described.weights, cmin: -described.strongest, cmax: described.strongest,
        colorscale: scale([colours.sound, nothing, colours.published]),
        colorbar: { title: { text: "weight" }, thickness: 10, len: 0.7, outlinewidth: 0, exponentformat: "power" },
      },
    }], whole];
  };

  const KINDS = { plane, raster, space };

  const draw = (i, colours, width) => {
    const place = document.getElementById("drawing-" + i);
    const [traces, whole] = KINDS[drawings[i].kind](drawings[i], colours);
    if (width) {
      whole.width = width;
    } else if (whole.showlegend && place.clientWidth < NARROW) {
      whole.height += 18 * traces.length; // there each name has a line of its own
    }
    const buttons = BUTTONS[drawings[i].kind];
    return Plotly.react(place, traces, whole, {
      displaylogo: false, displayModeBar: "hover", modeBarButtons: buttons, responsive: !width,
    });
  };

  const drawAll = (colours, width) => drawings.forEach((_, i) => draw(i, colours, width));
  const themed = () => (dark.matches ? DARK : LIGHT);

  // One after the other, so that the page can be read and scrolled meanwhile.
  const drawNext = (i) => {
    if (i === drawings.length) {
      document.documentElement.dataset.drawn = drawings.length;
      return;
    }
    draw(i, themed()).then(() => setTimeout(drawNext, 0, i + 1));
  };
  drawNext(0);

  dark.addEventListener("change", () => drawAll(themed()));
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((details) => (details.open = true));
    drawAll(LIGHT, PRINTED_WIDTH);
  });
  addEventListener("afterprint", () => drawAll(themed()));
})();
