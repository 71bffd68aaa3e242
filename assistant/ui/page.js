// The page's own behaviour, all of it static. Nothing here reads text from documents.
const alinea = {
  // Bring an element into view, and give it the focus if asked to: keyboard and screen reader follow.
  reveal(selector, focus = false) {
    requestAnimationFrame(() => {
      const element = document.querySelector(selector);
      if (!element) return;
      if (focus) element.focus({preventScroll: true});
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      element.scrollIntoView({block: 'nearest', behavior: calm ? 'auto' : 'smooth'});
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
