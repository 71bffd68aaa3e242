// For whoever comes by keyboard or hears the page: a way past what all pages share, one stop for the tabs and one for each
// group of choices, Escape for whatever was opened, and a focus that always stands somewhere.
const STOPS = 'a[href], button, input, textarea, summary, [tabindex]';
const SETTLED = 80; // milliseconds after which what was taken away is not about to be put back
const inSight = (element) => Boolean(element?.isConnected && !element.disabled && element.checkVisibility({visibilityProperty: true}));
const stopsIn = (home) => [...home.querySelectorAll(STOPS)].filter((each) => inSight(each) && each.tabIndex >= 0);
const nameOf = (element) => [element.tagName, JSON.stringify(element.dataset), element.textContent.trim()].join(' ');
const panelInSight = () => [...document.querySelectorAll('#pages > [role=tabpanel]')].find(inSight);

// Where something stood: enough to find it again when the page has been rendered anew.
const trace = (element) => {
  const homes = [];
  for (let home = element; home; home = home.parentElement) {
    if (home.id) homes.push({id: home.id, place: stopsIn(home).indexOf(element)});
  }
  return {element, homes, name: nameOf(element), inPanel: element.closest('.reading') !== null};
};
// It, or what is now as it was.
const again = ({element, homes, name}) => {
  if (inSight(element)) return element;
  for (const {id} of homes) {
    const home = document.getElementById(id);
    const same = inSight(home) && [home, ...stopsIn(home)].find((each) => each.matches(STOPS) && nameOf(each) === name);
    if (same) return same;
  }
  return null;
};
// What stands nearest to where it stood; no choice that opens its list once it has the focus.
const nearest = ({homes}) => {
  for (const {id, place} of homes) {
    const home = document.getElementById(id);
    const stops = inSight(home) ? stopsIn(home) : [];
    const next = stops[Math.min(Math.max(place, 0), stops.length - 1)];
    if (next && next.role !== 'combobox') return next;
  }
  return null;
};

Object.assign(alinea, {
  // Bring something into view, and the keyboard with it.
  reach(selector) {
    this.reveal(selector);
    this.focus(selector);
  },
  // The page's own content, past the head and the tabs.
  skip() {
    const panel = panelInSight();
    panel?.focus({preventScroll: true});
    panel?.scrollIntoView();
  },
  // What had the focus was taken away, hidden or switched off: the nearest thing to it has it now.
  found() {
    if (!this.had || document.activeElement !== document.body || !document.hasFocus()) return;
    const opener = this.had.inPanel && this.opener && again(this.opener);
    const next = again(this.had) || opener || nearest(this.had) || panelInSight();
    const types = next?.matches('input, textarea');
    (types && this.touched ? panelInSight() : next)?.focus({preventScroll: true}); // no keyboard over half a phone
  },
  // Gradio gives each radio a group of its own, and each tab a stop.
  arrange() {
    for (const tab of document.querySelectorAll('[role=tablist] > [role=tab]')) {
      const isChosen = tab.getAttribute('aria-selected') === 'true';
      if (tab.tabIndex !== (isChosen ? 0 : -1)) tab.tabIndex = isChosen ? 0 : -1;
    }
    for (const panel of document.querySelectorAll('#pages > [role=tabpanel]:not([tabindex])')) panel.tabIndex = -1;
    for (const group of document.querySelectorAll('fieldset:has([type=radio])')) {
      const radios = group.querySelectorAll('[type=radio]');
      for (const radio of radios) if (radio.name !== radios[0].name) radio.name = radios[0].name;
      const name = group.querySelector('[data-testid=block-info]');
      if (!name || !group.id || name.id) continue;
      name.id = `${group.id}-name`;
      group.setAttribute('role', 'radiogroup');
      group.setAttribute('aria-labelledby', name.id);
    }
    for (const list of document.querySelectorAll('[role=listbox]:not([aria-label])')) {
      const box = document.querySelector(`[role=combobox][aria-controls="${CSS.escape(list.id)}"]`);
      if (box) list.setAttribute('aria-label', box.getAttribute('aria-label'));
    }
  },
  // Left and right go from tab to tab and show each; of several on the way, Back goes to where one set out.
  step(tab, key) {
    const tabs = [...tab.parentElement.querySelectorAll('[role=tab]')];
    const ends = {Home: 0, End: tabs.length - 1};
    const steps = {ArrowLeft: -1, ArrowRight: 1};
    const next = tabs[ends[key] ?? (tabs.indexOf(tab) + steps[key] + tabs.length) % tabs.length];
    const name = next.dataset.tabId;
    for (const each of tabs) each.tabIndex = each === next ? 0 : -1;
    next.focus();
    if (!tab.closest('#pages > .tab-wrapper')) return next.click();
    if (this.stepping) history.replaceState(null, '', this.left(name));
    this.stepping = true;
    this.turn({tab: name});
  },
  // Close the innermost thing that is open, and go back to what opened it.
  leave(from) {
    const menu = from.closest('details[open]') ?? (inSight(this.menu) && this.menu.open && this.menu);
    if (menu) {
      menu.open = false;
      return menu.querySelector('summary').focus();
    }
    const close = [...document.querySelectorAll('.confirm-no, .reading button[data-event="clear"]')].find(inSight);
    if (!close) return document.querySelector('#refused')?.replaceChildren();
    close.focus(); // what had the focus last stands in what goes: see `found`
    close.click();
  },
});

document.addEventListener('focusin', ({target}) => { alinea.had = trace(target); });
document.addEventListener('focusout', ({target}) => { if (target.role === 'tab') alinea.stepping = false; });
document.addEventListener('pointerdown', ({target, pointerType}) => {
  alinea.touched = pointerType === 'touch';
  if (!target.closest(`${STOPS}, label`)) alinea.had = null; // nowhere, and on purpose
});
document.addEventListener('keydown', (event) => {
  const {target, key} = event;
  alinea.touched = false;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (target.role === 'tab' && ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) {
    event.preventDefault();
    alinea.step(target, key);
  }
}, true);
document.addEventListener('keydown', (event) => {
  const {target, key} = event;
  const isBusy = target.getAttribute('aria-expanded') === 'true' && target.role === 'combobox';
  if (key === 'Escape' && !isBusy && !target.closest('dialog') && !document.querySelector('.term:focus')) alinea.leave(target);
});
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-skip]')) {
    event.preventDefault();
    alinea.skip();
  }
  const opener = event.target.closest('button[data-event="select"]');
  if (opener && !opener.closest('.reading')) alinea.opener = trace(opener);
  if (event.target.closest('.example')) alinea.refocus('.example');
}, true);
// A dialog tells of itself in the same way, and closes by itself.
document.addEventListener('toggle', ({target}) => { if (target.matches?.('details[open]')) alinea.menu = target; }, true);
new MutationObserver(() => {
  alinea.settling ??= setTimeout(() => {
    alinea.settling = undefined;
    alinea.arrange();
    alinea.found();
    const results = document.querySelector('#find-results .results');
    if (results && results !== alinea.shortened) alinea.shorten(alinea.shortened = results);
  }, SETTLED);
}).observe(document.documentElement, {childList: true, subtree: true, attributeFilter: ['class', 'style', 'hidden', 'disabled', 'aria-selected']});
