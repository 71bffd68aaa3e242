// Results short enough to look through: each shows the lines around the first word that was searched for, and one button
// shows it whole (`styles/results.css`).
const LINES_BEFORE = 1; // of what comes before that word, where more than two are in sight
Object.assign(alinea, {
  shorten(results) {
    for (const hit of results.querySelectorAll('.hit')) {
      const button = hit.querySelector('[data-whole]');
      if (hit.matches('.whole')) continue;
      for (const text of hit.querySelectorAll('.text')) {
        const isCut = text.clientHeight > 0 && text.scrollHeight > text.clientHeight + 2;
        text.classList.toggle('cut', isCut);
        const mark = isCut && text.querySelector('mark');
        if (!mark) continue;
        const line = parseFloat(getComputedStyle(text).lineHeight);
        const at = (mark.getBoundingClientRect().top - text.getBoundingClientRect().top + text.scrollTop) / line;
        const before = text.clientHeight > 2.5 * line ? LINES_BEFORE : 0;
        text.scrollTop = Math.max(0, Math.floor(at) - before) * line;
      }
      button.hidden = !hit.querySelector('.cut') && [...hit.querySelectorAll('.title, .heading:not(:empty), .version, .rendition')].every((each) => each.checkVisibility());
    }
  },
  whole(button) {
    const isWhole = button.closest('.hit').classList.toggle('whole');
    button.setAttribute('aria-expanded', isWhole);
    [button.textContent, button.dataset.whole] = [button.dataset.whole, button.textContent];
    this.shorten(document.querySelector('#find-results'));
  },
});
document.addEventListener('click', (event) => {
  const pressed = event.target.closest('.hit [data-whole]');
  if (pressed) alinea.whole(pressed);
});
window.addEventListener('resize', () => {
  const results = document.querySelector('#find-results');
  if (results) alinea.shorten(results);
});
