'use strict';
// The rows that are selected or found, as a table under the map, and as CSV (RFC 4180).
const selectedRows = (() => {
  const most = 200;
  const element = id => document.getElementById(id);
  const count = number => number.toLocaleString('en').replaceAll(',', '\u202f');
  const quote = text => /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const csv = (names, rows) => [names, ...rows].map(row => row.map(quote).join(',') + '\r\n').join('');

  // What a row is made of: the point's number, what the page says of it, and where it lies. A figure of several maps has no one place
  // for a point, and names the maps that have it where not all have the same points.
  function reader(plot, columns) {
    const traces = plot.data;
    const isGrid = traces.some(trace => trace.map);
    const firsts = new Set(traces.map(trace => trace.first || 0));
    const axes = isGrid ? [] : ['x', 'y', 'z'].filter(axis => traces[0][axis]);
    const names = ['point', ...columns.map(column => column.name), ...axes.map((_, k) => `Y${k + 1}`), ...(isGrid && firsts.size > 1 ? ['map'] : [])];
    return points => {
      const wanted = new Set(points);
      const found = new Map();
      traces.forEach(trace => trace.customdata.forEach((point, k) => {
        if (!wanted.has(point))
          return;
        const row = found.get(point);
        if (row)
          row.maps.push(trace.map);
        else
          found.set(point, { number: point - (trace.first || 0) + 1, places: axes.map(axis => trace[axis][k]), maps: [trace.map] });
      }));
      const rows = [...found].sort((a, b) => a[0] - b[0]).map(([point, row]) => [
        String(row.number),
        ...columns.map(column => column.texts[column.codes[point]]),
        ...row.places.map(String),
        ...(names.at(-1) === 'map' && isGrid && firsts.size > 1 ? [[...new Set(row.maps)].join('; ')] : []),
      ]);
      return { names, rows };
    };
  }

  function line(cells, tag) {
    const row = document.createElement('tr');
    for (const cell of cells) {
      const item = document.createElement(tag);
      const text = document.createElement('bdi');
      text.textContent = cell.length > 200 ? cell.slice(0, 200) + '…' : cell;
      item.append(text);
      row.append(item);
    }
    return row;
  }

  // A page from a file may be denied the clipboard; what a copy event writes is not.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      let isDone = false;
      const write = event => {
        event.clipboardData.setData('text/plain', text);
        event.preventDefault();
        isDone = true;
      };
      document.addEventListener('copy', write);
      document.execCommand('copy');
      document.removeEventListener('copy', write);
      return isDone;
    }
  }

  function attach(plot, columns) {
    const read = reader(plot, columns);
    const panel = element('rows');
    let shown = { names: [], rows: [] };

    function setHidden(isHidden) {
      if (panel.hidden === isHidden)
        return;
      panel.hidden = isHidden;
      Plotly.Plots.resize(plot);
    }

    element('copy').addEventListener('click', async () => {
      const isDone = await copy(csv(shown.names, shown.rows));
      element('copied').textContent = isDone ? `${count(shown.rows.length)} rows copied` : 'This browser lets no page copy: select the table instead.';
    });
    element('close').addEventListener('click', () => setHidden(true));

    return {
      show(points) {
        shown = read(points);
        const { names, rows } = shown;
        element('copied').textContent = '';
        element('head').replaceChildren(line(names, 'th'));
        element('body').replaceChildren(...rows.slice(0, most).map(row => line(row, 'td')));
        element('more').textContent = rows.length > most ? `The first ${most} of ${count(rows.length)} rows. The CSV has all.` : '';
        element('list').scrollTop = 0;
        setHidden(rows.length === 0);
      },
      hide: () => setHidden(true),
      text: () => csv(shown.names, shown.rows),
    };
  }

  return { attach, csv };
})();
