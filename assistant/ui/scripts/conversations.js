// Conversations, kept by the browser of whoever held them and never by the server: what was asked, and what each answer
// pointed at. The answers are worked out again when one is opened. What a model wrote cannot be: it is kept as it was shown.
const MOST_CONVERSATIONS = 100; // past that, the oldest are forgotten
const OPEN = 'alinea-conversation'; // which one a tab has open
const UNSENT = 'unsent'; // what a tab has asked that is not answered yet
const storage = (() => {
  try {
    return [window.localStorage, window.sessionStorage].filter((each) => each.getItem(OPEN) || true);
  } catch { // a browser that keeps nothing: the conversation lasts as long as its page
    return [];
  }
})();

Object.assign(alinea, {
  // Whoever signs in on the same machine has conversations of their own.
  place(id = '') {
    return `${OPEN}:${document.querySelector('#ask-talks [data-visitor]')?.dataset.visitor ?? ''}:${id}`;
  },
  // Null for one that is not there, or is damaged: it stays as it is until somebody deletes it.
  talk(id) {
    try {
      const talk = JSON.parse(storage[0].getItem(this.place(id)));
      return talk.rows.every(({number, question}) => Number.isInteger(number) && typeof question === 'string') ? {...talk, id} : null;
    } catch {
      return null;
    }
  },
  talks() {
    return this.ids().map((id) => this.talk(id)).filter(Boolean).sort((one, other) => other.at - one.at);
  },
  ids() {
    return Object.keys(storage[0] ?? {}).filter((key) => key.startsWith(this.place())).map((key) => key.slice(this.place().length));
  },
  // The newest exchange joins the conversation. Another tab may have gone on with the same one: then this one is its own.
  remember(rows, {newest, sources}) {
    this.gone = null;
    if (!storage.length) return;
    const id = storage[1].getItem(OPEN);
    const before = id && this.talk(id);
    const asked = (all) => JSON.stringify(all.map(({number, question}) => [number, question]));
    const isOurs = before && asked(before.rows) === this.remembered;
    const talk = isOurs ? before : {name: rows[0].question, written: before?.written ?? {}};
    const {number, written} = rows.at(-1);
    if (written) talk.written[number] = {newest, sources};
    const numbers = new Set(rows.map((row) => String(row.number)));
    for (const each of Object.keys(talk.written)) if (!numbers.has(each)) delete talk.written[each];
    this.store(isOurs ? id : crypto.getRandomValues(new Uint32Array(2)).join('-'), {...talk, rows, at: Date.now()});
  },
  store(id, {name, rows, written, at}) {
    const older = this.talks().filter((talk) => talk.id !== id);
    for (const talk of older.splice(MOST_CONVERSATIONS - 1)) storage[0].removeItem(this.place(talk.id));
    for (;;) {
      try {
        storage[0].setItem(this.place(id), JSON.stringify({name, rows, written, at}));
        break;
      } catch { // the browser gives no more room
        const oldest = older.pop();
        if (!oldest) break;
        storage[0].removeItem(this.place(oldest.id));
      }
    }
    this.current(id, rows);
    this.list();
  },
  current(id, rows = []) {
    kept(() => id ? storage[1]?.setItem(OPEN, id) : storage[1]?.removeItem(OPEN));
    this.remembered = JSON.stringify(rows.map(({number, question}) => [number, question]));
  },
  // A page loaded anew goes on where this tab was; what had no answer yet is there to be asked.
  resume() {
    if (!this.ready || !this.asks || this.resumed) return;
    this.resumed = true;
    const id = storage[1]?.getItem(OPEN);
    this.waiting.unshift(...this.held());
    if (id && this.talk(id)) return this.bring(id);
    if (id && this.ids().includes(id)) this.note(document.querySelector('#ask-talks ol').dataset.damaged);
    this.next();
  },
  // The questions that have no answer yet, as this tab keeps them.
  hold(questions) {
    const held = JSON.stringify(questions.filter(Boolean).map(({question, instead}) => ({question, instead})));
    if (this.resumed) kept(() => storage[1]?.setItem(this.place(UNSENT), held));
  },
  held() {
    try {
      const held = JSON.parse(storage[1].getItem(this.place(UNSENT)));
      return held.filter(({question}) => typeof question === 'string').map((each) => ({...each, unsent: true}));
    } catch {
      return [];
    }
  },
  bring(id) {
    this.brought = this.talk(id);
    this.busy = true; // until it is there
    this.current(id, this.brought.rows);
    this.asks('select', {});
  },
  rows() {
    return [this.brought.rows]; // one value: of a bare list, Gradio takes each item for an output
  },
  // What a model wrote and the server no longer has stands as it was shown.
  mended(earlier, newest, sources) {
    const {rows, written} = this.brought;
    const place = document.createElement('div');
    const fill = (html) => {
      place.innerHTML = html ?? '';
      for (const turn of place.querySelectorAll('.turn')) {
        const kept = turn.querySelector('[data-lost]') && written?.[turn.dataset.turn];
        if (!kept) continue;
        turn.replaceWith(this.harmless(kept.newest).content.querySelector('.turn') ?? turn);
      }
      return place.innerHTML;
    };
    this.busy = false;
    setTimeout(() => this.next());
    const isLost = (newest ?? '').includes('data-lost');
    this.list();
    const theirs = isLost && this.harmless(written?.[rows.at(-1).number]?.sources).innerHTML;
    return [fill(earlier), fill(newest), theirs || sources];
  },
  // A new one begins; what waited to be asked goes with the old one.
  fresh() {
    this.waiting = [];
    this.editing();
    this.next();
    this.current('');
    this.list();
    return null;
  },
  // The button that began it is gone; after a deletion the way back keeps the focus.
  startAnew() {
    if (!document.activeElement?.matches('[data-undo]')) this.reach('#ask-question textarea');
  },
  list() {
    const list = document.querySelector('#ask-talks ol');
    if (!list) return;
    const {rename, remove, gone, undo, damaged} = list.dataset;
    const here = storage[1]?.getItem(OPEN);
    const day = new Intl.DateTimeFormat(document.documentElement.lang, {dateStyle: 'medium', timeStyle: 'short'});
    const talks = this.talks();
    const lost = this.ids().filter((id) => !this.talk(id));
    const isEmpty = talks.length + lost.length === 0;
    list.closest('details').hidden = isEmpty && !this.gone;
    const place = list.parentElement.querySelector('.gone');
    const said = this.gone ? [filled(gone, {name: this.gone.name}), ' ', button(undo, {undo: ''})] : [];
    const words = said.map((each) => each.textContent ?? each).join('');
    if (place.textContent !== words) place.replaceChildren(...said); // the focus is on its button
    list.parentElement.querySelector('[data-forget-all]').parentElement.hidden = isEmpty;
    const unreadable = lost.map((id) => element('li', '', element('span', '', damaged), ' ', button(remove, {forget: id})));
    list.replaceChildren(...unreadable, ...talks.map(({id, name, at}) => {
      const shown = String(name).replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
      const item = element('li', '', button(shown, {talk: id}), element('span', 'muted', dated(day.format(at))),
        button(rename, {rename: id}), button(remove, {forget: id}));
      item.querySelector('[data-talk]').disabled = this.busy;
      if (id === here) item.setAttribute('aria-current', 'true');
      return item;
    }));
  },
  rename(item, id) {
    const talk = this.talk(id);
    const box = Object.assign(element('input', ''), {value: talk.name, maxLength: 200});
    box.setAttribute('aria-label', item.closest('ol').dataset.name);
    let over = false; // to go from the page is to lose the focus, too
    const done = (keeps) => {
      if (over) return;
      over = true;
      const name = box.value.trim();
      if (keeps && name) kept(() => storage[0].setItem(this.place(id), JSON.stringify({...talk, id: undefined, name})));
      this.list();
      document.querySelector(`#ask-talks [data-rename="${id}"]`)?.focus();
    };
    box.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault(); // else Enter presses the button that has the focus next
      done(event.key === 'Enter');
    });
    box.addEventListener('blur', () => done(true));
    item.querySelector('[data-talk]').replaceWith(box);
    box.focus();
    box.select();
  },
  // One that was deleted can be had back, as long as nothing else is deleted or asked; all are asked about before.
  forget(ids, isAll = false) {
    const here = storage[1]?.getItem(OPEN);
    const [id] = ids;
    const name = this.talk(id)?.name ?? '…';
    this.gone = isAll ? null : {id, name, isOpen: id === here, as: storage[0].getItem(this.place(id))};
    for (const id of ids) storage[0].removeItem(this.place(id));
    this.list();
    if (ids.includes(here)) document.querySelector('#ask-clear')?.click();
    this.focus(this.gone ? '#ask-talks button[data-undo]' : '#ask-question textarea');
  },
  undo() {
    const {id, isOpen, as} = this.gone;
    this.gone = null;
    kept(() => storage[0].setItem(this.place(id), as));
    this.list();
    if (isOpen && this.talk(id)) this.bring(id);
    this.focus(`#ask-talks :is([data-rename="${id}"], [data-forget="${id}"])`);
  },
});
document.addEventListener('click', (event) => {
  const pressed = event.target.closest('#ask-talks button');
  if (!pressed) return;
  const {talk, rename, forget} = pressed.dataset;
  if (talk) alinea.bring(talk);
  if (rename) alinea.rename(pressed.closest('li'), rename);
  if (forget) alinea.forget([forget]);
  if ('undo' in pressed.dataset) alinea.undo();
  if ('forgetAll' in pressed.dataset) { // asked twice
    if ('sure' in pressed.dataset) alinea.forget(alinea.ids(), true);
    else [pressed.textContent, pressed.dataset.sure] = [pressed.dataset.forgetAll, ''];
  }
});
window.addEventListener('storage', () => alinea.list());
