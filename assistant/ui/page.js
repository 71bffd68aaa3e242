// The page's own behaviour, all of it static. Nothing here reads text from documents.

// Until the page has been told its language it is hidden (`html:not([data-told])` in styles/page.css), under a word of
// waiting in the language of the browser, which is the reader's on a first visit.
document.documentElement.dataset.waiting = navigator.language.startsWith('fr') ? 'Chargement…' : 'Loading…';
const alinea = {
  // Bring an element into view.
  reveal(selector, block = 'nearest') {
    requestAnimationFrame(() => document.querySelector(selector)?.scrollIntoView({block}));
  },
  // Bring a reading panel into view, then the paragraph asked for; keyboard and screen reader follow. What is in sight
  // begins where something begins: with as many of the paragraphs before as leave the one asked for whole.
  read(selector) {
    requestAnimationFrame(() => {
      const panel = document.querySelector(selector);
      panel?.focus({preventScroll: true});
      panel?.scrollIntoView({block: 'nearest'});
      const asked = panel?.querySelector('[aria-current]');
      if (!asked) return;
      const list = asked.parentElement;
      const scrolls = getComputedStyle(list).overflowY === 'auto';
      const room = (scrolls ? list.clientHeight : window.innerHeight) - 1;
      const height = (first) => asked.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
      const isHeading = (element) => element?.matches('.heading');
      let first = isHeading(asked.previousElementSibling) ? asked.previousElementSibling : asked;
      for (let each = first.previousElementSibling; each && height(each) <= room; each = each.previousElementSibling) first = each;
      if (scrolls) list.scrollTop += first.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientTop;
      else (height(panel) <= room ? panel : first).scrollIntoView({block: 'start'});
    });
  },
  focus(selector) {
    requestAnimationFrame(() => document.querySelector(selector)?.focus());
  },
  // A question was sent: what was answered before joins the conversation, and the question stands under it, waiting; the
  // reading panel is closed. The question that an example asks is what the example says.
  sending(panel, opened, earlier, newest, question = this.example) {
    if (this.busy || !question?.trim()) return [earlier, newest, null, panel, opened];
    this.busy = true;
    this.keep(document.querySelector('#ask-conversation'));
    this.refocus('#ask-send');
    setTimeout(() => this.reveal('#ask-newest .turn', 'start'), 50);
    const turns = [earlier, newest].flatMap((html) => {
      const template = document.createElement('template');
      template.innerHTML = html ?? '';
      return [...template.content.querySelectorAll('.turn')];
    }).slice(-LONGEST_CONVERSATION);
    const {asked, searching} = document.querySelector('#ask-waiting [data-asked]').dataset;
    const turn = element('article', 'turn', element('div', 'asked', element('span', 'small-caps', asked), element('p', '', question.trim())),
      element('p', 'waiting', searching));
    return [conversation(turns), conversation([turn]), question, '', null];
  },
  // It was answered: the next question is asked in the light of it.
  answered(before, said) {
    this.busy = false;
    this.reveal('#ask-newest .turn', 'start');
    const all = before ?? [];
    const isNew = said && said.number > (all.at(-1)?.number ?? -1);
    const kept = isNew ? [...all, said].slice(-LONGEST_CONVERSATION) : all;
    return [kept, {__type__: 'update', visible: kept.length > 0}];
  },
  // What is shown can be taken along where the server has marked it so.
  offer(shown) {
    const has = (mark) => new RegExp(`<(article|ol)[^>]* ${mark}[ >]`).test(shown ?? '');
    return [{__type__: 'update', visible: has('data-export')}, '', {__type__: 'update', visible: has('data-receipt')}];
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
  stopping() {
    this.refocus('#ask-stop');
  },
  refocus(button) {
    if (document.activeElement?.matches(`${button}:focus-visible`)) this.focus('#ask-question textarea');
  },
  // Save a file that came with an event: {name, type, content in base 64}.
  save(file) {
    if (!file) return;
    const bytes = Uint8Array.from(atob(file.content), (sign) => sign.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], {type: file.type}));
    Object.assign(document.createElement('a'), {href: address, download: file.name}).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  },
  // The page is in the language of the interface; quotes carry their own. `told` says that it has been shown whole.
  speak(language) {
    document.documentElement.lang = language;
    document.documentElement.dataset.told = language;
    if (!this.ready) {
      this.ready = true;
      this.follow();
    }
  },

  // Permalinks. `#/p/<document>/<locator>` is a paragraph on its own page; where a paragraph was only opened in a panel
  // beside results, the entry of the history says on which tab, and going back to it leaves that page as it was.
  connect(trigger) {
    this.trigger = trigger;
    this.follow();
  },
  // Ask for what the address says, one thing at a time: `arrived` looks whether the address has moved on meanwhile.
  // `moved` tells that it is no longer what it was: where it names no paragraph then, the page before comes back.
  follow(moved = false) {
    if (!this.ready || !this.trigger || this.asking) return;
    if (!this.followed) history.replaceState(null, ''); // a page loaded anew has no panel open
    const tab = history.state?.tab;
    const shown = selectedTab();
    this.followed = location.href;
    if (isPermalink(location.hash) && !tab) {
      if (shown !== 'paragraph') this.before = shown;
      this.page = location.hash;
      this.asking = this.going = true;
      this.trigger('select', {hash: location.hash.slice(0, 2000)});
    } else if (moved && (tab || (shown === 'paragraph' && !location.hash))) {
      document.title = 'Alinéa';
      this.asking = true;
      this.trigger('select', {tab: tab || this.before || 'ask'});
    }
  },
  arrived() {
    this.asking = false;
    if (this.wanted) this.reveal(this.wanted, 'start');
    this.wanted = '';
    document.documentElement.classList.remove('arriving');
    setTimeout(() => { // the same paragraph opened again changes nothing that could be watched
      const place = document.querySelector('#paragraph-page .place-page');
      if (this.going && !this.asking && place) this.show(place);
    }, 300);
    if (location.href !== this.followed) this.follow(true);
  },
  // The page of a paragraph, whenever it says something else. Gradio keeps the elements and changes what is in them.
  watch(page) {
    const look = () => {
      const place = page.querySelector('.place-page');
      const said = place ? `${place.dataset.link} ${place.dataset.title}` : '';
      if (said && said !== this.said) this.show(place);
      this.said = said;
      if (page.querySelector('[data-clear]') && isPermalink(location.hash) && !this.asking) this.clear();
    };
    new MutationObserver(look).observe(page, {childList: true, subtree: true, attributeFilter: ['data-link', 'data-title', 'data-clear']});
    look();
  },
  // The address no longer says what is shown.
  clear() {
    history.pushState(null, '', location.pathname + location.search);
    this.page = '';
    this.followed = location.href;
    document.title = 'Alinéa';
  },
  // Go to another page, and to something on it.
  turn({tab, reveal}) {
    if (!this.trigger) return;
    if (isPermalink(location.hash)) this.clear();
    this.asking = true;
    this.wanted = reveal;
    this.trigger('select', {tab});
  },
  // Where the page was opened by a reference, take its address; where it is only said in another language, stay there.
  show(place) {
    document.title = place.dataset.title;
    if ('push' in place.dataset) {
      history.pushState(null, '', place.dataset.link);
      this.page = location.hash;
      this.followed = location.href;
    } else if (!this.going) {
      return;
    }
    this.going = false;
    place.querySelector('h2').focus({preventScroll: true});
    window.scrollTo(0, 0);
    const outline = place.querySelector('.outline');
    const here = outline.querySelector('[aria-current]');
    const distance = (element) => element.getBoundingClientRect().top;
    if (here) outline.scrollTop += distance(here) - distance(outline) - outline.clientHeight / 3;
  },
  // Open a link to a paragraph; the same address again is opened again.
  open(hash) {
    if (location.hash === hash) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
    this.follow();
  },
  // A panel shows a paragraph: its address can be copied, and one step back leaves it.
  opened(hash) {
    const state = {tab: selectedTab()};
    if (history.state?.tab) history.replaceState(state, '', hash);
    else history.pushState(state, '', hash);
    this.followed = location.href;
  },
};
const LONGEST_CONVERSATION = 29; // exchanges before the newest
const element = (name, style, ...content) => {
  const made = Object.assign(document.createElement(name), {className: style});
  made.append(...content);
  return made;
};
const conversation = (turns) => turns.length ? element('div', 'conversation', ...turns).outerHTML : '';
const permalink = ({document: name, locator, language}) => {
  const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
  return `#/p/${encode(name)}/${encode(locator)}${language ? `?lang=${encode(language)}` : ''}`;
};
const isPermalink = (hash) => hash.startsWith('#/p/');
const selectedTab = () => document.querySelector('[role=tab][aria-selected=true]')?.dataset.tabId;
const moved = () => {
  if (location.href !== alinea.followed) alinea.follow(true);
};
// Another page was chosen: the address is no longer that of a paragraph, or is again that of the one last read.
const chosen = () => {
  const tab = selectedTab();
  if (tab !== 'paragraph' && isPermalink(location.hash)) history.pushState(null, '', location.pathname + location.search);
  if (tab === 'paragraph' && alinea.page && !location.hash) history.pushState(null, '', alinea.page);
  alinea.followed = location.href;
};
window.addEventListener('popstate', moved);
window.addEventListener('hashchange', moved);
// Until the paragraph asked for is there, the page that opens first is not shown.
if (isPermalink(location.hash)) {
  document.documentElement.classList.add('arriving');
  setTimeout(() => document.documentElement.classList.remove('arriving'), 8000);
}
document.addEventListener('click', (event) => { // before the page asks it
  alinea.example = event.target.closest('button.example')?.textContent;
}, true);
document.addEventListener('click', (event) => {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target.closest('a[href^="#/p/"]');
  if (link && plain) {
    event.preventDefault();
    alinea.open(link.getAttribute('href'));
  }
  const turned = event.target.closest('button[data-tab]');
  if (turned) alinea.turn(turned.dataset);
  const opener = event.target.closest('button[data-event="select"][data-locator]');
  if (opener) alinea[opener.closest('#paragraph-page') ? 'open' : 'opened'](permalink(opener.dataset));
  if (event.target.closest('.tab-wrapper')) setTimeout(chosen, 50);
});
document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-copy]');
  if (!button || !navigator.clipboard) return;
  // A permalink is copied with the address of this server before it.
  const copied = button.dataset.copy;
  await navigator.clipboard.writeText(copied.startsWith('/#/p/') ? location.origin + copied : copied);
  const before = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = before; }, 2000);
});
// Escape hides what a term shows, until the pointer or the focus comes back to it.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const term of document.querySelectorAll('.term:is(:hover, :focus)')) {
    term.classList.add('quiet');
    for (const left of ['blur', 'mouseleave']) term.addEventListener(left, () => term.classList.remove('quiet'), {once: true});
  }
});
// A menu of citations fetches its formats, a piece of HTML that the server has escaped, when it is opened.
document.addEventListener('toggle', async (event) => {
  const menu = event.target;
  if (!menu.matches?.('details.cite[data-cite]') || !menu.open) return;
  const formats = menu.querySelector('.formats');
  if (formats.querySelector('ul')) return;
  const answer = await fetch(menu.dataset.cite).catch(() => null);
  if (answer?.ok) formats.innerHTML = await answer.text();
  else formats.textContent = menu.dataset.failed;
}, true);
