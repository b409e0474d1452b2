'use strict';
// Every text of the user's file reaches the document through textContent, or through Plotly with its markup escaped.
(() => {
  const longest = 200;
  const faded = 0.04;
  const read = id => JSON.parse(document.getElementById(id).textContent);
  const element = id => document.getElementById(id);
  const figure = read('figure');
  const columns = read('columns');
  const plot = element('plot');
  const tip = element('tip');
  const status = element('status');
  const traces = figure.data;
  const isSpace = traces[0].type === 'scatter3d';
  const count = number => number.toLocaleString('en').replaceAll(',', '\u202f');
  const valueOf = (column, point) => column.texts[column.codes[point]];

  if (typeof Plotly === 'undefined') {
    const script = document.querySelector('script[src]');
    element('missing').textContent = `This page needs the file ${script.getAttribute('src')} in the same folder, which is not there or is damaged. Copy it from where the page comes from, or write the page again.`;
    element('missing').hidden = false;
    return;
  }

  figure.config.responsive = true;
  const movie = element('movie') && read('movie');
  const hasTools = columns.length > 0 || traces[0].customdata !== undefined;
  element('tools').hidden = !hasTools; // before the figure is drawn, which takes the room that is left
  Plotly.newPlot(plot, traces, figure.layout, figure.config).then(() => {
    if (hasTools)
      enableTools();
    if (movie)
      enablePlayer();
    keepNamesApart();
    plot.dataset.ready = 'true';
  });

  // Maps on the way, as whole numbers over the range of each coordinate; a frame of Plotly is made when it is shown.
  function enablePlayer() {
    const play = element('play');
    const slider = element('frame');
    const axes = movie.coordinates.map(name => isSpace ? `scene.${name}axis` : `${name}axis`);
    const last = movie.frames.length - 1;
    let shown = last;
    let next = null;
    let isBusy = false;
    let isPlaying = false;
    let follows = true;

    function coordinates(frame) {
      const bytes = Uint8Array.from(atob(frame.data), letter => letter.charCodeAt(0));
      const view = new DataView(bytes.buffer);
      const length = bytes.length / 2 / movie.coordinates.length;
      return frame.ranges.map(([low, high], c) =>
        Float64Array.from({ length }, (_, i) => low + (high - low) * view.getUint16(2 * (c * length + i), true) / 65535));
    }

    async function show(k) {
      next = k;
      if (isBusy)
        return;
      isBusy = true;
      for (; next !== null; ) {
        shown = next;
        next = null;
        const frame = movie.frames[shown];
        slider.value = shown;
        slider.setAttribute('aria-valuetext', frame.caption);
        element('moment').textContent = frame.caption;
        const all = coordinates(frame);
        const change = Object.fromEntries(movie.coordinates.map((name, c) => [name, traces.map(trace => Float64Array.from(trace.customdata, point => all[c][point]))]));
        const layout = {};
        if (follows)
          axes.forEach((axis, c) => { layout[`${axis}.range`] = frame.box[c]; });
        frame.places.forEach(([x, y], k) => { [layout[`annotations[${k}].x`], layout[`annotations[${k}].y`]] = [x, y]; });
        await Plotly.update(plot, change, layout);
      }
      isBusy = false;
    }

    function pause() {
      isPlaying = false;
      play.textContent = '\u25b6';
      play.setAttribute('aria-label', 'Play');
    }

    async function run() {
      isPlaying = true;
      play.textContent = '\u23f8';
      play.setAttribute('aria-label', 'Pause');
      for (let k = shown === last ? 0 : shown + 1; isPlaying && k <= last; k++) {
        const due = performance.now() + 1000 / movie.rate;
        await show(k);
        await new Promise(resolve => setTimeout(resolve, Math.max(0, due - performance.now())));
      }
      pause();
    }

    play.addEventListener('click', () => isPlaying ? pause() : run());
    slider.addEventListener('input', () => {
      pause();
      show(Number(slider.value));
    });
    // Whoever has zoomed keeps that view; a double click lets the axes go with the map again.
    plot.on('plotly_relayout', change => {
      if (Object.keys(change).some(key => axes.some(axis => key.startsWith(`${axis}.range`))))
        follows = false;
    });
    plot.on('plotly_doubleclick', () => setTimeout(() => {
      follows = true;
      show(shown);
    }));
    show(last);
  }

  function enableTools() {
    const total = traces.reduce((sum, trace) => sum + trace.x.length, 0);
    const summary = `${count(total)} points`;
    status.textContent = summary;
    element('search').hidden = columns.length === 0;
    const rows = selectedRows.attach(plot, columns);

    // A value is looked at once, however many points have it.
    function matching(query) {
      const hits = columns.map(column => column.texts.map(text => text.toLowerCase().includes(query)));
      return point => columns.some((column, k) => hits[k][column.codes[point]]);
    }

    function highlight(isHit) {
      if (isSpace)
        return Plotly.restyle(plot, {
          'marker.color': traces.map(trace => isHit ? trace.customdata.map((point, k) => shade(trace, k, isHit(point))) : trace.marker.color),
        });
      const selected = traces.map(trace => isHit ? trace.customdata.flatMap((point, k) => isHit(point) ? [k] : []) : null);
      return Plotly.update(plot, { selectedpoints: selected }, { selections: [] });
    }

    // Points in space fade by their color: a trace has one opacity.
    function shade(trace, k, isHit) {
      const color = Array.isArray(trace.marker.color) ? '#888888' : trace.marker.color;
      return isHit ? color : color + '0a';
    }

    let timer = 0;
    element('search').addEventListener('input', event => {
      clearTimeout(timer);
      timer = setTimeout(() => search(event.target.value.trim().toLowerCase()), 120);
    });

    function search(query) {
      if (query === '') {
        highlight(null);
        rows.hide();
        status.textContent = summary;
        return;
      }
      const isHit = matching(query);
      const hits = traces.flatMap(trace => trace.customdata.filter(isHit));
      highlight(isHit);
      rows.show(hits);
      status.textContent = `${count(hits.length)} of ${summary} match`;
    }

    plot.on('plotly_selected', event => {
      if (!event || !event.points)
        return;
      const parts = new Map();
      for (const { curveNumber } of event.points)
        parts.set(traces[curveNumber].meta, (parts.get(traces[curveNumber].meta) || 0) + 1);
      const list = [...parts].sort((a, b) => b[1] - a[1]).filter(([label]) => label).map(([label, size]) => `${label} (${count(size)})`);
      status.textContent = `${count(event.points.length)} of ${summary} selected${list.length > 0 ? ': ' + list.join(', ') : ''}`;
      const points = new Set(event.points.map(({ curveNumber, pointNumber }) => traces[curveNumber].customdata[pointNumber]));
      rows.show(points);
      if (traces[0].map)
        Plotly.restyle(plot, { selectedpoints: traces.map(trace => trace.customdata.flatMap((point, k) => points.has(point) ? [k] : [])) });
    });
    plot.on('plotly_deselect', () => {
      status.textContent = summary;
      rows.hide();
    });

    plot.on('plotly_hover', event => {
      const hit = event.points[0];
      const trace = traces[hit.curveNumber];
      const point = trace.customdata[hit.pointNumber];
      const lines = columns.map(column => [column.name, valueOf(column, point)]);
      lines.push(['point', String(point - (trace.first || 0) + 1)]);
      if (trace.map)
        lines.push(['map', trace.map]);
      tip.replaceChildren(...lines.map(([name, value]) => {
        const line = document.createElement('div');
        const key = document.createElement('span');
        const text = document.createElement('bdi');
        key.textContent = `${name}: `;
        text.textContent = value.length > longest ? value.slice(0, longest) + '…' : value;
        line.append(key, text);
        return line;
      }));
      ring(point);
      tip.hidden = false;
      const mouse = event.event || { clientX: 0, clientY: 0 };
      tip.style.left = `${Math.min(mouse.clientX + 14, innerWidth - tip.offsetWidth - 4)}px`;
      tip.style.top = `${Math.min(mouse.clientY + 14, innerHeight - tip.offsetHeight - 4)}px`;
    });
    plot.on('plotly_unhover', () => {
      tip.hidden = true;
      ring(null);
    });

    // The point under the mouse is shown in every map of a figure that has it.
    function ring(point) {
      document.querySelectorAll('.ring').forEach(old => old.remove());
      const frame = plot.getBoundingClientRect();
      traces.forEach((trace, k) => {
        const index = trace.map && point !== null && plot.data[k].visible !== 'legendonly' ? trace.customdata.indexOf(point) : -1;
        if (index < 0)
          return;
        const x = plot._fullLayout[trace.xaxis.replace('x', 'xaxis')];
        const y = plot._fullLayout[trace.yaxis.replace('y', 'yaxis')];
        const [across, down] = [x.l2p(trace.x[index]), y.l2p(trace.y[index])];
        if (across < 0 || across > x._length || down < 0 || down > y._length)
          return;
        const mark = document.createElement('div');
        mark.className = 'ring';
        mark.style.left = `${frame.left + x._offset + across}px`;
        mark.style.top = `${frame.top + y._offset + down}px`;
        document.body.append(mark);
      });
    }

    // The name on the map goes with its category.
    plot.on('plotly_restyle', () => {
      const change = {};
      (plot.layout.annotations || []).forEach((annotation, k) => {
        if (annotation.name === undefined)
          return;
        const isShown = plot.data[Number(annotation.name)].visible !== 'legendonly';
        if ((annotation.visible !== false) !== isShown)
          change[`annotations[${k}].visible`] = isShown;
      });
      if (Object.keys(change).length > 0)
        Plotly.relayout(plot, change);
    });
  }

  // Names on the map are put where they do not lie over others, the first ones where they belong; one that has no room near there is not
  // shown, and names never hide more than a part of the map. Where the view or the window changes, they are put anew.
  function keepNamesApart() {
    const mostShare = 0.12;
    const gap = 4;
    let timer = 0;

    function place() {
      const area = plot._fullLayout.xaxis ? plot._fullLayout.xaxis._length * plot._fullLayout.yaxis._length : 0;
      const taken = [];
      const change = {};
      let room = mostShare * area;
      (plot.layout.annotations || []).forEach((annotation, k) => {
        const text = plot.querySelector(`.annotation[data-index="${k}"] .bg`);
        if (annotation.name === undefined || annotation.visible === false || !text)
          return;
        const box = text.getBoundingClientRect();
        if (box.width === 0)
          return;
        const top = box.top + (annotation.yshift || 0);
        const free = [0, 1, -1, 2, -2].map(lines => lines * box.height).find(shift => !taken.some(other =>
          other.left < box.right + gap && box.left - gap < other.right && other.top < top + box.height - shift && top - shift < other.bottom));
        const isShown = free !== undefined && box.width * box.height <= room;
        if (isShown) {
          taken.push({ left: box.left, right: box.right, top: top - free, bottom: top - free + box.height });
          room -= box.width * box.height;
        }
        const shift = isShown ? free : 0;
        const opacity = isShown ? 1 : 0;
        if ((annotation.yshift || 0) !== shift)
          change[`annotations[${k}].yshift`] = shift;
        if ((annotation.opacity ?? 1) !== opacity)
          change[`annotations[${k}].opacity`] = opacity;
      });
      if (Object.keys(change).length > 0)
        Plotly.relayout(plot, change);
      plot.dataset.named = 'true';
    }

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(place, 60);
    };
    plot.on('plotly_afterplot', later);
    plot.on('plotly_relayout', change => {
      if (!Object.keys(change).every(key => key.startsWith('annotations')))
        later();
    });
    later();
  }
})();
