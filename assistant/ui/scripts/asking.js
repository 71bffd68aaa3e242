// Asking: one question at a time. What is sent meanwhile waits in sight; what was asked can be asked again in other words.
const LONGEST_CONVERSATION = 30; // exchanges; the oldest are forgotten
const element = (name, style, ...content) => {
  const made = Object.assign(document.createElement(name), {className: style});
  made.append(...content);
  return made;
};
const button = (label, data) => {
  const made = element('button', 'link', label);
  made.type = 'button';
  Object.assign(made.dataset, data);
  return made;
};
const conversation = (turns) => turns.length ? element('div', 'conversation', ...turns).outerHTML : '';
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const dated = (words) => (document.documentElement.lang === 'fr' ? words.replace(/^1(?=\s)/, '1er') : words); // as the ILO writes it
const askWords = () => document.querySelector('#ask-waiting [data-asked]').dataset;

Object.assign(alinea, {
  waiting: [],
  // The page gives the means to ask, and to show a conversation again.
  answering(trigger) {
    this.asks = trigger;
    this.resume();
  },
  // A question was sent from the box: return what the box holds from now on.
  send(said) {
    const question = (said ?? '').trim();
    if (!question) return said ?? '';
    const {limit, long} = askWords();
    const length = [...question].length;
    if (length > Number(limit)) {
      const written = (number) => new Intl.NumberFormat(document.documentElement.lang).format(number);
      this.note(filled(long, {length: written(length), limit: written(limit)}));
      return said;
    }
    this.waiting.push({question, instead: this.instead});
    this.editing();
    this.next();
    return '';
  },
  next() {
    const place = this.waiting.findIndex(({unsent}) => !unsent);
    if (!this.busy && this.asks && place >= 0) {
      [this.now] = this.waiting.splice(place, 1);
      this.busy = true;
      this.asks('click', {});
    }
    this.hold([this.now, ...this.waiting]);
    const {waits, unsent: told, ask, drop} = askWords();
    document.querySelector('#ask-queue').replaceChildren(...this.waiting.map(({question, unsent}, place) =>
      element('li', '', element('span', 'small-caps', unsent ? told : waits), element('p', '', question),
        ...(unsent ? [button(ask, {ask: place}), ' '] : []), button(drop, {waiting: place}))));
  },
  note(said, ...more) {
    document.querySelector('#ask-note').replaceChildren(said, ...more);
  },
  // A question asked before stands in the box again: sent, it takes its own place, and what followed it goes.
  editing(turn) {
    this.instead = turn && Number(turn.dataset.turn);
    this.note('');
    if (!turn) return;
    const {again, keep} = askWords();
    this.note(`${again} `, button(keep, {keep: ''}));
    this.type(turn.querySelector('.asked p').textContent);
  },
  // Write into the box as a reader does.
  type(text) {
    const box = document.querySelector('#ask-question textarea');
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, text);
    box.dispatchEvent(new Event('input', {bubbles: true}));
    box.focus();
  },
  // A question is asked: what was answered before joins the conversation, and the question stands under it, waiting; the
  // reading panel is closed.
  sending(earlier, newest, before) {
    const {question, instead} = this.now;
    const rows = this.before(before);
    this.keep(document.querySelector('#ask-conversation'));
    this.refocus('#ask-button');
    setTimeout(() => this.reveal('#ask-newest .turn', 'start'), 50);
    const turns = [earlier, newest].flatMap((html) => {
      const template = document.createElement('template');
      template.innerHTML = html ?? '';
      return [...template.content.querySelectorAll('.turn')];
    }).filter((turn) => Number(turn.dataset.turn) < (instead ?? Infinity)).slice(1 - LONGEST_CONVERSATION);
    const {asked, searching} = askWords();
    const turn = element('article', 'turn', element('div', 'asked', element('span', 'small-caps', asked), element('p', '', question)),
      element('p', 'waiting', searching));
    this.list();
    return [conversation(turns), conversation([turn]), question, rows, '', null, searching];
  },
  // What the answer needs: the question, the language, and what was asked before; and the form, where a model can write.
  question(_, language, before, ...form) {
    this.writing(form[0] === 'written');
    return [this.now.question, language, this.before(before), ...form];
  },
  before(rows) {
    return (rows ?? []).filter(({number}) => number < (this.now.instead ?? Infinity));
  },
  // It was answered: the next question is asked in the light of it.
  answered(before, said, newest, sources) {
    this.busy = false;
    this.now = null;
    this.writing(false);
    this.reveal('#ask-newest .turn', 'start');
    const all = before ?? [];
    const isNew = said && said.number > (all.at(-1)?.number ?? -1);
    const rows = isNew ? [...all, said].slice(-LONGEST_CONVERSATION) : all;
    if (isNew) this.remember(rows, {newest, sources});
    this.list();
    setTimeout(() => this.next());
    return [rows]; // one value: of a bare list, Gradio takes each item for an output
  },
  // The conversation is rendered anew at each sentence: what is open in it stays open, and the focus where it is.
  keep(talk) {
    if (this.kept) return;
    this.kept = true;
    const all = (what) => [...talk.querySelectorAll(what)];
    const opened = new Set();
    let focused = -1;
    talk.addEventListener('toggle', (event) => {
      opened[event.target.open ? 'add' : 'delete'](all('details').indexOf(event.target));
    }, true);
    document.addEventListener('focusin', (event) => { focused = all('a, button, summary, [tabindex]').indexOf(event.target); });
    document.addEventListener('pointerdown', (event) => { if (!talk.contains(event.target)) focused = -1; });
    new MutationObserver(() => {
      all('details').forEach((each, place) => { if (opened.has(place) && !each.open) each.open = true; });
      if (focused >= 0 && document.activeElement === document.body) all('a, button, summary, [tabindex]')[focused]?.focus({preventScroll: true});
    }).observe(talk, {childList: true, subtree: true});
  },
  // An answer with its references goes to the clipboard; the button that was pressed says so.
  async copy({words, failed}) {
    const pressed = this.copies;
    try {
      await navigator.clipboard.writeText(words);
      const before = pressed.textContent;
      pressed.textContent = pressed.dataset.copied;
      setTimeout(() => { pressed.textContent = before; }, 2000);
    } catch {
      this.note(failed);
    }
  },
  // While a model writes, the button that stops it stands in the place of the one that asks.
  writing(begins) {
    document.body.classList.toggle('writing', begins);
    const stop = document.querySelector('#ask-stop');
    if (stop) stop.disabled = false;
  },
  stopping() {
    this.refocus('#ask-stop');
    document.querySelector('#ask-stop').disabled = true;
  },
  refocus(button) {
    if (document.activeElement?.matches(`${button}:focus-visible`)) this.focus('#ask-question textarea');
  },
});
// An address can bring a question: `#/ask?q=…`.
alinea.connect('ask', (_, {hash}) => {
  const question = new URLSearchParams(hash.split('?')[1]).get('q');
  history.replaceState(null, '', blank('ask'));
  alinea.shows('ask', blank('ask')); // else the page would ask it again whenever it is gone back to
  alinea.arrived();
  if (question) alinea.send(question);
});
document.addEventListener('click', (event) => {
  const pressed = event.target.closest('button');
  if (!pressed) return;
  if (pressed.matches('.example')) alinea.send(pressed.textContent);
  if (pressed.matches('[data-event="copy"]')) alinea.copies = pressed;
  if (pressed.matches('[data-edit]')) alinea.editing(pressed.closest('.turn'));
  if (pressed.matches('[data-waiting]')) alinea.type(alinea.waiting.splice(Number(pressed.dataset.waiting), 1)[0].question);
  if (pressed.matches('[data-ask]')) delete alinea.waiting[Number(pressed.dataset.ask)].unsent;
  if (pressed.matches('[data-keep]')) {
    alinea.editing();
    alinea.type('');
  }
  if (pressed.matches('[data-waiting], [data-ask]')) alinea.next();
});
