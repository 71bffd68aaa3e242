// Before the page is printed: each source has its address in words, what is folded and matters is open, and the date and
// the address of the page stand at its foot. Afterwards all is as it was.
const FOLDED = 'details:not([open], .cite, .talks, .rendition)';
let unprinted = [];
const written = (home, words) => {
  const line = element('p', 'on-paper', words);
  home.append(line);
  unprinted.push(() => line.remove());
};
window.addEventListener('beforeprint', () => {
  const panel = panelInSight();
  const words = document.querySelector('[data-paper]')?.dataset;
  if (!panel || !words) return;
  for (const folded of panel.querySelectorAll(FOLDED)) {
    folded.open = true;
    unprinted.push(() => { folded.open = false; });
  }
  for (const place of panel.querySelectorAll('.source, .hit article, .reading')) {
    const opener = place.querySelector('button[data-event="select"][data-locator]');
    if (opener) written(place, `${location.origin}/${permalink(opener.dataset)}`);
  }
  for (const line of panel.querySelectorAll('.turn-sources li')) written(line, `${location.origin}/${permalink(line.dataset)}`);
  const date = dated(new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, 'en-GB'), {dateStyle: 'long', timeStyle: 'short'}).format(new Date()));
  written(panel, filled(words.paper, {date, address: location.href}));
});
window.addEventListener('afterprint', () => {
  for (const undo of unprinted) undo();
  unprinted = [];
});
