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
  // The page is in the language of the interface; quotes carry their own.
  speak(language) {
    document.documentElement.lang = language;
  },
};
document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-copy]');
  if (!button || !navigator.clipboard) return;
  await navigator.clipboard.writeText(button.dataset.copy);
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
