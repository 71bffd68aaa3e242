// The page's own behaviour, all of it static. Nothing here reads text from documents.

// Until the page has been told its language it is hidden (`html:not([data-told])` in styles/page.css), under a word of
// waiting in the language of the browser, which is the reader's on a first visit.
const loading = {fr: 'Chargement…', es: 'Cargando…'};
document.documentElement.dataset.waiting = loading[navigator.language.split('-')[0]] ?? 'Loading…';
const alinea = {
  // Bring an element into view.
  reveal(selector, block = 'nearest') {
    requestAnimationFrame(() => document.querySelector(selector)?.scrollIntoView({block}));
  },
  focus(selector) {
    requestAnimationFrame(() => document.querySelector(selector)?.focus());
  },
  // What is shown can be taken along where the server has marked it so.
  offer(shown) {
    return [{__type__: 'update', visible: /<ol[^>]* data-export[ >]/.test(shown ?? '')}, ''];
  },
  // What a button that uploads offers to choose from.
  accept(button, types) {
    document.querySelector(button)?.parentElement.querySelector('input[type=file]')?.setAttribute('accept', types);
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
    this.title(selectedTab());
    this.list();
    if (this.ready) return;
    this.ready = true;
    this.follow();
    this.resume();
  },
};
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
