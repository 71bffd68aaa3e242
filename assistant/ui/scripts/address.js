// Addresses: `#/<page>?…` is a page with what was asked of it, `#/p/<document>/<locator>` a paragraph on the page “Read”.
// All of it stands after the `#`: no server is sent any of it but by the page. `shown` has, for each page, the address of
// what it shows; a page is told of an address that asks for something else. Where a paragraph was only opened in a panel
// beside results, the entry of the history says on which page, and going back to it leaves that page as it was.
const STEPS = {paragraph: 'read', library: 'documents'}; // the others are called in addresses as they are here
const blank = (tab) => `#/${STEPS[tab] ?? tab}`;
const isPermalink = (hash) => hash.startsWith('#/p/');
const tabButton = (tab) => document.querySelector(`[role=tab][data-tab-id="${CSS.escape(tab)}"]`);
const selectedTab = () => document.querySelector('[role=tab][aria-selected=true]')?.dataset.tabId;
const tabOf = (hash) => {
  if (isPermalink(hash)) return 'paragraph';
  const step = /^#\/([a-z]+)(?=[/?]|$)/.exec(hash)?.[1] ?? 'ask';
  const tab = Object.keys(STEPS).find((name) => STEPS[name] === step) ?? step;
  return tabButton(tab) ? tab : 'ask';
};
const permalink = ({document: name, locator, language}) => {
  const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
  return `#/p/${encode(name)}/${encode(locator)}${language ? `?lang=${encode(language)}` : ''}`;
};
const LONGEST_ADDRESS = 200000; // characters; a page tells how long a question is, and nothing of what is longer still
const ADDRESSES = 'alinea-addresses';
const kept = (use) => {
  try {
    return use();
  } catch { // a browser that keeps nothing
    return undefined;
  }
};

Object.assign(alinea, {
  shown: {},
  last: kept(() => JSON.parse(sessionStorage.getItem(ADDRESSES))) ?? {}, // before the page was loaded anew
  pages: {},
  // A page gives the means to tell it what its address asks for.
  connect(tab, trigger) {
    this.pages[tab] = trigger;
    this.follow();
  },
  at(tab) {
    return this.shown[tab] ?? blank(tab);
  },
  // Where a page was left, also before the page was loaded anew.
  left(tab) {
    return this.last[tab] ?? blank(tab);
  },
  shows(tab, hash) {
    this.shown[tab] = this.last[tab] = hash;
    kept(() => sessionStorage.setItem(ADDRESSES, JSON.stringify(this.last)));
  },
  // Show what the address says, one thing at a time: `arrived` looks whether it has moved on meanwhile.
  follow() {
    if (!this.ready || this.asking) return;
    if (!this.begun) history.replaceState(null, ''); // a page loaded anew has no panel open
    this.begun = true;
    const beside = history.state?.tab;
    const hash = location.hash || blank('ask');
    const tab = beside || tabOf(hash);
    this.select(tab);
    this.title(tab);
    if (beside || this.at(tab) === hash || !(hash.includes('?') || isPermalink(hash) || this.shown[tab])) {
      document.documentElement.classList.remove('arriving');
    } else if (this.pages[tab]) { // else as soon as it is there
      this.shows(tab, hash);
      this.asking = true;
      this.going = isPermalink(hash);
      this.pages[tab]('select', {hash: hash.length > LONGEST_ADDRESS ? blank(tab) : hash});
    }
  },
  arrived() {
    this.asking = false;
    document.documentElement.classList.remove('arriving');
    setTimeout(() => { // the same paragraph opened again changes nothing that could be watched
      const place = document.querySelector('#paragraph-page .place-page');
      if (this.going && !this.asking && place) this.show(place);
    }, 300);
    this.follow();
  },
  select(tab) {
    if (selectedTab() !== tab) tabButton(tab)?.click();
  },
  // What a page shows has this address from now on.
  take(tab, hash) {
    this.shows(tab, hash);
    if (selectedTab() !== tab) return;
    if (location.hash !== hash) history.pushState(null, '', hash);
    this.title(tab);
  },
  // Something was asked of a page, in boxes by these names: its address says what.
  asked(tab, names, values) {
    const query = new URLSearchParams();
    names.forEach((name, place) => [values[place]].flat().forEach((value) => {
      if (value) query.append(name, value === true ? '1' : value);
    }));
    this.take(tab, blank(tab) + (query.size ? `?${query}` : ''));
  },
  // Go to another page, and to something on it.
  turn({tab, reveal}) {
    this.chosen(tab);
    this.select(tab);
    if (reveal) setTimeout(() => this.reveal(reveal, 'start'), 100);
  },
  // A page was chosen: it is as it was left.
  chosen(tab) {
    const hash = this.left(tab);
    if (location.hash !== hash && (location.hash || hash !== blank('ask'))) history.pushState(null, '', hash);
    this.title(tab);
    setTimeout(() => this.follow(), 50);
  },
  // Open a link to a paragraph; the same address again is opened again.
  open(hash) {
    if (location.hash === hash) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
    delete this.shown.paragraph;
    this.follow();
  },
  // A panel shows a paragraph: its address can be copied, and one step back leaves it.
  opened(hash) {
    const state = {tab: selectedTab()};
    if (history.state?.tab) history.replaceState(state, '', hash);
    else history.pushState(state, '', hash);
  },
  closed() {
    const tab = history.state?.tab;
    if (tab) history.replaceState(null, '', this.at(tab));
  },
  // A page's title says where one is, and what was asked there.
  title(tab) {
    const address = this.at(tab);
    const asked = new URLSearchParams(address.split('?')[1]);
    const about = isPermalink(address) ? this.placeTitle : asked.get('q') ?? asked.getAll('theme').join(', ');
    const short = about?.length > 60 ? `${about.slice(0, 60).trim()}…` : about;
    document.title = [short, !isPermalink(address) && tabButton(tab)?.textContent.trim(), 'Alinéa'].filter(Boolean).join(' – ');
  },
});
for (const moved of ['popstate', 'hashchange']) window.addEventListener(moved, () => alinea.follow());
// Until what the address asks for is there, the page that opens first is not shown.
if (!/^(#\/ask)?$/.test(location.hash)) {
  document.documentElement.classList.add('arriving');
  setTimeout(() => document.documentElement.classList.remove('arriving'), 8000);
}
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
  if (event.target.closest('.reading button[data-event="clear"]')) alinea.closed();
});
document.addEventListener('click', (event) => { // before Gradio, which makes a page the first time it is shown
  const chosen = event.isTrusted && event.target.closest('[role=tab][data-tab-id]');
  if (chosen) alinea.chosen(chosen.dataset.tabId);
}, true);
