// The page's own behaviour, all of it static. Nothing here reads text from documents.
const alinea = {
  // Bring an element into view.
  reveal(selector, block = 'nearest') {
    requestAnimationFrame(() => document.querySelector(selector)?.scrollIntoView({block}));
  },
  // Bring a reading panel into view, then the paragraph asked for; keyboard and screen reader follow.
  read(selector) {
    requestAnimationFrame(() => {
      const panel = document.querySelector(selector);
      panel?.focus({preventScroll: true});
      panel?.scrollIntoView({block: 'nearest'});
      panel?.querySelector('[aria-current]')?.scrollIntoView({block: 'nearest'});
    });
  },
  focus(selector) {
    requestAnimationFrame(() => document.querySelector(selector)?.focus());
  },
  // Save a file that came with an event: {name, type, content in base 64}.
  save(file) {
    if (!file) return;
    const bytes = Uint8Array.from(atob(file.content), (sign) => sign.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], {type: file.type}));
    Object.assign(document.createElement('a'), {href: address, download: file.name}).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  },
  // The page is in the language of the interface; quotes carry their own.
  speak(language) {
    document.documentElement.lang = language;
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
