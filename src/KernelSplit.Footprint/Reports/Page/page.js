'use strict';

// Texts come from a kernel's files: they are only inserted as textContent.
const data = JSON.parse(document.getElementById('data').textContent);
const modules = data.modules;
const byName = new Map(modules.map(module => [module.name, module]));
document.documentElement.classList.add('js');

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties))
    if (key.includes('-') || key === 'role') made.setAttribute(key, value);
    else made[key] = value;
  made.append(...children);
  return made;
}

// ---- formatting

const units = ['B', 'KiB', 'MiB', 'GiB'];

function bytes(size) {
  let unit = 0;
  for (; Math.abs(size) >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${size.toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}

function growth(size) {
  return size === 0 ? '0' : (size > 0 ? '+' : '') + bytes(size);
}

function number(count) {
  return count.toLocaleString('en-US');
}

function growthOf(module) {
  return (module.now?.size ?? 0) - (module.then?.size ?? 0);
}

// ---- links to modules

function hashOf(name) {
  return `#module=${encodeURIComponent(name)}`;
}

function moduleLink(name) {
  return byName.has(name) ? element('a', { href: hashOf(name), textContent: name }) : name;
}

// "igb in core" and "igb -> i2c_algo_bit" begin with a module, and have one after the arrow.
function linked(text) {
  const words = text.split(' ');
  return words.flatMap((word, i) => [i ? ' ' : '', i === 0 || words[i - 1] === '->' ? moduleLink(word) : word]);
}

// ---- cells

const mostNames = 6;

function nameList(names) {
  const list = element('span');
  const show = upTo => names.slice(0, upTo).forEach((name, i) => list.append(i ? ', ' : '', ...linked(name)));
  show(mostNames);
  if (names.length > mostNames) {
    const more = element('button', { type: 'button', className: 'link', textContent: ` and ${names.length - mostNames} more` });
    more.onclick = () => { list.replaceChildren(); show(names.length); };
    list.append(more);
  }
  return list;
}

const cells = {
  bytes: value => bytes(value),
  count: value => number(value),
  growth: value => element('span', { className: value > 0 ? 'plus' : 'minus', textContent: growth(value) }),
  module: value => moduleLink(value),
  percent: value => `${value.toFixed(1)} %`,
  names: value => nameList(value),
};

function cell(value, column) {
  const made = element('td', { className: column.kind, 'data-label': column.title });
  made.append(value === null || value === undefined
    ? element('span', { className: 'nothing', textContent: '–' })
    : cells[column.kind]?.(value) ?? value);
  return made;
}

// ---- tables

const slice = 100;
const fewRows = 8;
const isNumeric = column => ['bytes', 'count', 'growth', 'percent'].includes(column.kind);

function moduleRow(module) {
  return [
    module.name, module.status, module.package, module.then?.size, module.now?.size, growthOf(module),
    module.changed ?? '',
  ];
}

function compare(a, b) {
  if (a === b) return 0;
  // Rows without a value are less than all others.
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  return typeof a === 'number' ? a - b : String(a) < String(b) ? -1 : 1;
}

class PageTable {
  constructor(table) {
    this.body = table.tBodies[0];
    this.name = table.dataset.table;
    this.rows = (data.tables[this.name] ?? modules.map(moduleRow)).map(values => ({ values, text: null }));
    this.columns = [...table.tHead.rows[0].cells].map(head => ({ head, title: head.textContent, kind: head.dataset.kind }));
    this.filters = new Map();
    this.words = [];
    this.limit = slice;
    this.more = element('button', { type: 'button', className: 'quiet-button' });
    this.more.onclick = () => this.showMore();
    table.parentElement.after(this.more);
    this.columns.forEach((column, index) => this.makeSortable(column, index));
    if (this.rows.length > fewRows) table.parentElement.before(this.tools());
    this.update();
  }

  makeSortable(column, index) {
    const button = element('button', { type: 'button', textContent: column.title });
    button.onclick = () => this.sortBy(column, index);
    column.head.replaceChildren(button);
  }

  sortBy(column, index) {
    const was = column.head.getAttribute('aria-sort');
    const isDown = was ? was === 'ascending' : isNumeric(column);
    for (const other of this.columns) other.head.removeAttribute('aria-sort');
    column.head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
    this.rows.sort((a, b) => (isDown ? -1 : 1) * compare(a.values[index], b.values[index]));
    this.update();
  }

  tools() {
    const search = element('input', { type: 'search', placeholder: 'Search', 'aria-label': `Search ${this.name}` });
    search.oninput = () => {
      this.words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      this.update();
    };
    this.shown = element('span', { className: 'shown', role: 'status' });
    return element('div', { className: 'tools' }, search, ...this.columns.flatMap((column, index) => this.filter(column, index)), this.shown);
  }

  filter(column, index) {
    if (column.kind !== 'choice') return [];
    const choices = [...new Set(this.rows.map(row => row.values[index]))].sort();
    if (choices.length < 2) return [];
    const select = element('select', { 'aria-label': column.title }, element('option', { value: '', textContent: `${column.title}: all` }));
    for (const choice of choices) select.append(element('option', { value: choice, textContent: choice }));
    select.onchange = () => {
      if (select.value) this.filters.set(index, select.value);
      else this.filters.delete(index);
      this.update();
    };
    return [select];
  }

  matches(row) {
    for (const [index, value] of this.filters)
      if (row.values[index] !== value) return false;
    if (this.words.length === 0) return true;
    row.text ??= row.values.flat().join(' ').toLowerCase();
    return this.words.every(word => row.text.includes(word));
  }

  update() {
    this.found = this.rows.filter(row => this.matches(row));
    this.limit = slice;
    this.body.replaceChildren(...this.made(0));
    this.count();
  }

  showMore() {
    const from = this.limit;
    this.limit += 2 * slice;
    const rows = this.made(from);
    this.body.append(...rows);
    this.count();
    // Keyboard users continue at the first new row.
    rows[0]?.querySelector('a, button')?.focus({ preventScroll: true });
  }

  made(from) {
    return this.found.slice(from, this.limit).map(row =>
      element('tr', {}, ...this.columns.map((column, index) => cell(row.values[index], column))));
  }

  count() {
    const left = this.found.length - this.limit;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${number(Math.min(left, 2 * slice))} of ${number(left)} more`;
    if (this.shown)
      this.shown.textContent = this.found.length === this.rows.length
        ? `all ${number(this.rows.length)}`
        : `${number(this.found.length)} of ${number(this.rows.length)}`;
  }
}

// ---- treemap: the tree

function emptyNode(name, parent) {
  return { name, parent, size: 0, growth: 0, count: 0, children: new Map() };
}

function sizeTree() {
  const root = emptyNode('all packages', null);
  for (const name of data.packages) childOf(root, name);
  for (const module of modules) {
    if (module.now) addTo(pathOf(root, module, module.now.package), module, module.now.size);
    if (module.then) forget(pathOf(root, module, module.then.package), module.then.size);
  }
  [...root.children.values()].forEach(collapse);
  return root;
}

function childOf(node, name) {
  if (!node.children.has(name)) node.children.set(name, emptyNode(name, node));
  return node.children.get(name);
}

function pathOf(root, module, packageName) {
  const directories = module.path.split('/').slice(0, -1).filter((directory, i) => i > 0 || directory !== 'kernel');
  return directories.reduce(childOf, childOf(root, packageName));
}

function addTo(directory, module, size) {
  const leaf = {
    name: module.name, module, parent: directory, size, growth: growthOf(module), count: 1, children: new Map(),
  };
  directory.children.set(`${module.name}.ko`, leaf);
  for (let node = directory; node; node = node.parent) {
    node.size += size;
    node.growth += size;
    node.count++;
  }
}

function forget(directory, size) {
  for (let node = directory; node; node = node.parent) node.growth -= size;
}

// A directory that only contains a directory is merged with it.
function collapse(node) {
  for (const [key, child] of node.children) {
    let last = child;
    while (!last.module && visible(last).length === 1 && !visible(last)[0].module) {
      const only = visible(last)[0];
      last = Object.assign(only, { name: `${last.name}/${only.name}`, growth: last.growth, parent: node });
    }
    node.children.set(key, last);
    collapse(last);
  }
}

function visible(node) {
  return [...node.children.values()].filter(child => child.size > 0).sort((a, b) => b.size - a.size);
}

// ---- treemap: squarified layout, after Bruls, Huizing and van Wijk (2000)

function squarify(nodes, area) {
  const scale = area.width * area.height / nodes.reduce((sum, node) => sum + node.size, 0);
  const placed = [];
  let free = { ...area };
  for (let from = 0; from < nodes.length;) {
    const row = nextRow(nodes, from, Math.min(free.width, free.height), scale);
    free = layRow(row, free, scale, placed);
    from += row.length;
  }
  return placed;
}

// Adds nodes as long as the worst aspect ratio improves.
function nextRow(nodes, from, side, scale) {
  let [sum, worst, end] = [0, Infinity, from];
  for (; end < nodes.length; end++) {
    sum += nodes[end].size * scale;
    const [largest, least] = [nodes[from].size * scale, nodes[end].size * scale];
    const ratio = Math.max(side * side * largest / (sum * sum), sum * sum / (side * side * least));
    if (ratio > worst) break;
    worst = ratio;
  }
  return nodes.slice(from, end);
}

function layRow(row, free, scale, placed) {
  const isColumn = free.width >= free.height;
  const side = isColumn ? free.height : free.width;
  const depth = row.reduce((sum, node) => sum + node.size, 0) * scale / side;
  let at = 0;
  for (const node of row) {
    const length = node.size * scale / depth;
    placed.push(isColumn
      ? { node, x: free.x, y: free.y + at, width: depth, height: length }
      : { node, x: free.x + at, y: free.y, width: length, height: depth });
    at += length;
  }
  return isColumn
    ? { ...free, x: free.x + depth, width: free.width - depth }
    : { ...free, y: free.y + depth, height: free.height - depth };
}

// ---- treemap: the picture

const titleHeight = 20;
const gap = 1;
const slight = 0.01;

class TreeMap {
  constructor(box) {
    this.box = box;
    this.node = sizeTree();
    this.signs = new Map([...document.querySelectorAll('.swatch')].map(swatch => [swatch.classList[1].replace('state-', ''), swatch.textContent]));
    box.onclick = event => this.open(event.target.closest('.node')?.node);
    box.onkeydown = event => this.onKey(event);
    box.onmouseover = event => this.point(event.target.node);
    box.onfocusin = event => this.point(event.target.node);
    new ResizeObserver(() => this.draw()).observe(box);
  }

  open(node) {
    if (!node) return;
    if (node.module) location.hash = hashOf(node.module.name);
    else this.show(node);
  }

  show(node, focused = null) {
    this.node = node;
    this.draw();
    const target = [...this.box.children].find(child => child.node === focused) ?? this.box.firstElementChild;
    this.select(target);
  }

  draw() {
    const focused = this.box.contains(document.activeElement) ? document.activeElement.node : null;
    const area = { x: 0, y: 0, width: this.box.clientWidth, height: this.box.clientHeight };
    if (area.width === 0) return;
    this.box.replaceChildren(...squarify(visible(this.node), area).map(place => this.button(place)));
    this.box.querySelectorAll('.node').forEach((button, i) => {
      button.tabIndex = i ? -1 : 0;
      if (button.node === focused) this.select(button);
    });
    this.drawCrumbs();
  }

  button(place) {
    const button = element('button', { type: 'button', className: 'node', 'aria-label': this.describe(place.node) });
    this.lay(button, place, place.node);
    if (place.node.module) this.label(button, place);
    else this.fill(button, place);
    return button;
  }

  lay(made, place, node) {
    made.node = node;
    made.style.left = `${place.x}px`;
    made.style.top = `${place.y}px`;
    made.style.width = `${Math.max(0, place.width - gap)}px`;
    made.style.height = `${Math.max(0, place.height - gap)}px`;
  }

  fill(made, place) {
    const hasTitle = place.width > 44 && place.height > 2 * titleHeight;
    if (hasTitle) made.append(element('span', { className: 'title', textContent: place.width > 110 ? `${place.node.name}  ${bytes(place.node.size)}` : place.node.name, node: place.node }));
    const top = hasTitle ? titleHeight : 0;
    const inside = { x: 1, y: top, width: place.width - gap - 2, height: place.height - gap - 1 - top };
    if (inside.width < 2 || inside.height < 2) return;
    for (const inner of squarify(visible(place.node), inside)) made.append(...this.inner(inner));
  }

  inner(place) {
    if (place.width < 1.5 || place.height < 1.5) return [];
    const made = element('span', { className: place.node.module ? 'leaf' : 'directory' });
    this.lay(made, place, place.node);
    if (place.node.module) this.label(made, place);
    else this.fill(made, place);
    return [made];
  }

  label(made, place) {
    const module = place.node.module;
    const sign = this.signs.get(module.state) ?? '';
    made.classList.add('module', `state-${module.state}`);
    made.classList.toggle('slight', Math.abs(place.node.growth) < slight * place.node.size);
    if (place.height < 11) return;
    if (place.width > 40) made.textContent = `${sign} ${module.name}`.trim();
    else if (place.width > 11) made.textContent = sign;
  }

  drawCrumbs() {
    const path = [];
    for (let node = this.node; node; node = node.parent) path.unshift(node);
    document.getElementById('crumbs').replaceChildren(...path.flatMap((node, i) => this.crumb(node, i === path.length - 1)));
  }

  crumb(node, isLast) {
    if (isLast) return [element('span', { 'aria-current': 'location', textContent: node.name }), element('span', { className: 'size', textContent: this.sizes(node) })];
    const button = element('button', { type: 'button', textContent: node.name });
    button.onclick = () => this.show(node);
    return [button, '/'];
  }

  sizes(node) {
    return `${bytes(node.size)}, ${growth(node.growth)}${node.module ? '' : `, ${number(node.count)} module${node.count === 1 ? '' : 's'}`}`;
  }

  describe(node) {
    return `${node.name}: ${this.sizes(node)}${node.module ? `, ${node.module.status}` : ''}`;
  }

  point(node) {
    const pointed = document.getElementById('pointed');
    const path = [];
    for (let at = node?.parent; at?.parent; at = at.parent) path.unshift(at.name);
    pointed.textContent = node ? [...path, this.describe(node)].join(' / ') : '';
  }

  onKey(event) {
    if (event.key === 'Escape' || event.key === 'Backspace') {
      if (!this.node.parent) return;
      this.show(this.node.parent, this.node);
    } else {
      const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!direction) return;
      this.select(this.nearest(event.target, direction));
    }
    event.preventDefault();
  }

  select(button) {
    if (!button) return;
    for (const other of this.box.children) other.tabIndex = -1;
    button.tabIndex = 0;
    button.focus({ preventScroll: true });
  }

  nearest(from, [dx, dy]) {
    const middle = button => [button.offsetLeft + button.offsetWidth / 2, button.offsetTop + button.offsetHeight / 2];
    const [x, y] = middle(from);
    let [best, least] = [null, Infinity];
    for (const other of this.box.children) {
      const [ox, oy] = middle(other);
      const ahead = (ox - x) * dx + (oy - y) * dy;
      const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
      if (ahead > 1 && ahead + 2 * aside < least) [best, least] = [other, ahead + 2 * aside];
    }
    return best;
  }
}

// ---- dependencies

let usersOf = null;

function users(module) {
  if (!usersOf) {
    usersOf = new Map(modules.map(other => [other, []]));
    for (const user of modules)
      for (const needed of user.needs) usersOf.get(modules[needed]).push(user);
  }
  return usersOf.get(module);
}

function needs(module) {
  return module.needs.map(index => modules[index]);
}

// The modules one step away, two steps away, ...; each with its shortest distance.
function steps(module, next, count) {
  const seen = new Set([module]);
  const all = [];
  for (let last = [module]; all.length < count && last.length > 0;) {
    last = [...new Set(last.flatMap(next))].filter(other => !seen.has(other)).sort((a, b) => compare(a.name, b.name));
    last.forEach(other => seen.add(other));
    if (last.length > 0) all.push(last);
  }
  return all;
}

const mostChips = 10;
const fewNeighbours = 24;

class Neighbours {
  constructor(module) {
    this.module = module;
    this.open = new Set();
    this.box = element('div', { className: 'neighbours' });
    this.lines = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    this.lines.setAttribute('aria-hidden', 'true');
    this.twoSteps = element('input', { type: 'checkbox', checked: this.all(2).flat(2).length <= fewNeighbours });
    this.twoSteps.onchange = () => this.draw();
    new ResizeObserver(() => this.drawLines()).observe(this.box);
    this.draw();
  }

  all(count) {
    return [steps(this.module, users, count), steps(this.module, needs, count)];
  }

  elements() {
    return [
      element('h3', { textContent: 'Dependent modules and dependencies' }),
      element('label', { className: 'choose' }, this.twoSteps, ' indirect ones too'),
      this.box,
    ];
  }

  draw() {
    const [using, needed] = this.all(this.twoSteps.checked ? 2 : 1);
    this.chips = new Map();
    const words = ['', ' indirectly'];
    const layers = [
      ...using.map((step, i) => this.layer(step, `needed by ${step.length}${words[i]}`)).reverse(),
      this.layer([this.module], using.length + needed.length === 0 ? 'no dependencies in either direction' : ''),
      ...needed.map((step, i) => this.layer(step, `needs ${step.length}${words[i]}`)),
    ];
    this.box.replaceChildren(this.lines, ...layers);
    this.drawLines();
  }

  layer(step, title) {
    const isOpen = this.open.has(title);
    const shown = isOpen ? step : step.slice(0, mostChips);
    const layer = element('div', { className: 'step' }, ...title ? [element('h4', { textContent: title })] : [], ...shown.map(module => this.chip(module)));
    if (shown.length < step.length) {
      const more = element('button', { type: 'button', textContent: `and ${step.length - shown.length} more` });
      more.onclick = () => { this.open.add(title); this.draw(); };
      layer.append(more);
    }
    return layer;
  }

  chip(module) {
    const isSelf = module === this.module;
    const chip = element(isSelf ? 'span' : 'a', { className: isSelf ? 'chip self' : 'chip' }, module.name, element('small', { textContent: module.package }));
    if (!isSelf) chip.href = hashOf(module.name);
    this.chips.set(module, chip);
    return chip;
  }

  drawLines() {
    const frame = this.box.getBoundingClientRect();
    const isSideways = getComputedStyle(this.box).flexDirection === 'row';
    const paths = [];
    for (const [user, from] of this.chips)
      for (const needed of needs(user)) {
        const to = this.chips.get(needed);
        if (to && to.parentElement !== from.parentElement) paths.push(line(from.getBoundingClientRect(), to.getBoundingClientRect(), frame, isSideways));
      }
    this.lines.replaceChildren(...paths);
  }
}

function line(from, to, frame, isSideways) {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const [x1, y1] = isSideways ? [from.right, from.top + from.height / 2] : [from.left + from.width / 2, from.bottom];
  const [x2, y2] = isSideways ? [to.left, to.top + to.height / 2] : [to.left + to.width / 2, to.top];
  const [a, b, c, d] = [x1 - frame.left, y1 - frame.top, x2 - frame.left, y2 - frame.top];
  path.setAttribute('d', isSideways ? `M${a} ${b}C${(a + c) / 2} ${b} ${(a + c) / 2} ${d} ${c} ${d}` : `M${a} ${b}C${a} ${(b + d) / 2} ${c} ${(b + d) / 2} ${c} ${d}`);
  return path;
}

// ---- details of a module

const panel = document.getElementById('panel');

function sizeWords(module, of) {
  const [then, now] = [module.then?.[of], module.now?.[of]];
  if (now === undefined) return `was ${bytes(then)}`;
  if (then === undefined) return bytes(now);
  return then === now ? `${bytes(now)}, unchanged` : `${bytes(now)}, was ${bytes(then)} (${growth(now - then)})`;
}

function facts(module) {
  const { then, now } = module;
  const isSamePlace = then && now && then.package === now.package;
  const lines = [
    ['Status', module.changed ? `${module.status}: ${module.changed}` : module.status],
    ...now ? [['Package', now.package], ['Reason', data.reasons[now.why]]] : [],
    ...then && !isSamePlace ? [['Was in', then.package], ['Reason', data.reasons[then.why]]] : [],
    ['Installed', sizeWords(module, 'size')],
    ['In memory', sizeWords(module, 'loaded')],
    ['File', module.path],
    ...module.symbols ? [['Built by', module.symbols.map(symbol => `CONFIG_${symbol}`).join(', ')]] : [],
  ];
  return element('dl', { className: 'facts' }, ...lines.flatMap(([name, text]) => [element('dt', { textContent: name }), element('dd', { textContent: text })]));
}

const mostItems = 30;

function setChange(name, change) {
  const items = [...change.lost.map(item => ['−', item]), ...change.gained.map(item => ['+', item])]
    .map(([sign, item]) => element('li', {}, `${sign} `, name === 'dependencies' ? moduleLink(item) : item));
  const section = element('section', {}, element('h3', { textContent: `${name}: ${change.gained.length} gained, ${change.lost.length} lost` }), element('ul', {}, ...items.slice(0, mostItems)));
  section.style.marginTop = 0;
  if (items.length > mostItems)
    section.append(element('details', {}, element('summary', { textContent: `${items.length - mostItems} more` }), element('ul', {}, ...items.slice(mostItems))));
  return section;
}

function showModule(module) {
  document.getElementById('panel-title').textContent = module.name;
  const sets = Object.entries(module.sets ?? {}).map(([name, change]) => setChange(name, change));
  if (!panel.open) panel.showModal();
  const neighbours = new Neighbours(module);
  document.getElementById('panel-body').replaceChildren(facts(module), ...neighbours.elements(), element('div', { className: 'sets' }, ...sets));
  panel.scrollTop = 0;
  document.getElementById('close').focus();
}

function askedModule() {
  try {
    return byName.get(decodeURIComponent(/^#module=(.*)$/.exec(location.hash)?.[1] ?? ''));
  } catch {
    return undefined;
  }
}

function followHash() {
  const module = askedModule();
  if (module) showModule(module);
  else if (panel.open) panel.close();
}

function onPanelClosed() {
  if (askedModule()) history.pushState(null, '', location.href.split('#')[0]);
}

// ---- light and dark

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function setUpTheme() {
  const button = document.getElementById('theme');
  const name = () => { button.textContent = isDark() ? 'Light' : 'Dark'; };
  button.onclick = () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    name();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name);
  name();
}

// ---- start

function whenNear(box, start) {
  const observer = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    observer.disconnect();
    start();
  }, { rootMargin: '400px' });
  observer.observe(box);
}

setUpTheme();
for (const table of document.querySelectorAll('table[data-table]')) new PageTable(table);
const mapBox = document.getElementById('treemap');
whenNear(mapBox, () => new TreeMap(mapBox));
panel.onclose = onPanelClosed;
panel.onclick = event => { if (event.target === panel) panel.close(); };
document.getElementById('close').onclick = () => panel.close();
window.onhashchange = followHash;
document.onkeydown = event => {
  if (event.key !== '/' || event.target.matches('input, select') || panel.open) return;
  document.querySelector('#modules input[type=search]').focus();
  event.preventDefault();
};
followHash();
