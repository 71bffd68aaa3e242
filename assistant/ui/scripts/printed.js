// The source as printed: a button fetches a page, a piece of HTML that the server has escaped, into a dialog, and its
// picture beside it. The picture is as fine as the page is large on the screen: by its buttons, or by two fingers.
(() => {
  const ZOOMS = [1, 1.5, 2, 3, 4]; // times the width of the dialog
  let opener = null;
  let zoom = 0;
  let asked = ''; // the page fetched last; what comes after another was asked for is dropped
  const box = () => document.querySelector('dialog.printed');
  const within = (what) => box().querySelector(what);

  async function show(button) {
    const {printed, picture, name} = button.dataset;
    if (!box().open) {
      opener = button;
      zoom = 0;
      within('.leaf').replaceChildren();
      box().showModal();
    }
    asked = printed;
    tell(box().dataset.loading);
    new Image().src = `${picture}&width=${width(desk())}`; // while its place is still being looked for
    const answer = await fetch(printed).catch(() => null);
    const html = answer?.ok ? await answer.text() : '';
    if (asked !== printed || !box().open) return;
    if (!html) return tell(box().dataset.failed);
    within('.leaf').innerHTML = html;
    const image = within('img');
    if (!image) return tell('');
    image.addEventListener('load', () => tell(''));
    image.addEventListener('error', () => {
      tell(box().dataset.failed);
      within('.words').open = true;
    });
    draw();
    aim();
    focusOn(name);
  }
  const tell = (words) => { within('.told').textContent = words; };
  const desk = () => within('.desk')?.clientWidth || within('.leaf').clientWidth;
  // Of the widths that the server gives, the least that is sharp.
  function width(across) {
    const needed = across * ZOOMS[zoom] * devicePixelRatio * (window.visualViewport?.scale ?? 1);
    const widths = box().dataset.widths.split(' ').map(Number);
    return widths.find((each) => each >= 0.9 * needed) ?? widths.at(-1);
  }
  function draw() {
    const image = within('img');
    if (!image) return;
    within('.sheet').style.width = `${100 * ZOOMS[zoom]}%`;
    within('[data-zoom=closer]').disabled = zoom === ZOOMS.length - 1;
    within('[data-zoom=farther]').disabled = zoom === 0;
    const wanted = width(desk());
    if (wanted > (image.drawn ?? 0)) { // what is there stays until the finer one has come
      image.drawn = wanted;
      image.src = `${image.dataset.from}&width=${wanted}`;
    }
  }
  // The first line of the paragraph is in sight, with something of what stands before it.
  function aim() {
    const place = within('.desk');
    const lines = [...place.querySelectorAll('.line')];
    const top = Math.min(...lines.map((each) => each.offsetTop));
    place.scrollTop = lines.length ? top - place.clientHeight / 4 : 0;
    if (lines.length && zoom) place.scrollLeft = Math.min(...lines.map((each) => each.offsetLeft)) - 20;
  }
  function enlarge(how) {
    const place = within('.desk');
    const [x, y] = [(place.scrollLeft + place.clientWidth / 2) / place.scrollWidth, (place.scrollTop + place.clientHeight / 2) / place.scrollHeight];
    zoom = how === 'fit' ? 0 : Math.min(Math.max(zoom + (how === 'closer' ? 1 : -1), 0), ZOOMS.length - 1);
    const seen = place.getBoundingClientRect();
    const near = [...place.querySelectorAll('.line')].some((each) => {
      const {top, bottom} = each.getBoundingClientRect();
      return bottom > seen.top && top < seen.bottom;
    });
    draw();
    if (near) aim(); // what is marked stays in sight, else the middle of what was
    else place.scrollTo(x * place.scrollWidth - place.clientWidth / 2, y * place.scrollHeight - place.clientHeight / 2);
    focusOn(how);
  }
  // The button that was pressed is there again on the next page; where it can no longer be pressed, the page has the focus.
  function focusOn(name) {
    const button = name && within(`button[data-name="${CSS.escape(name)}"]:enabled`);
    (button || within('.desk')).focus({preventScroll: true});
  }
  // What the pointer or the focus rests on may be opened next: the browser keeps what it is then shown.
  const fetched = new Set();
  let resting = 0;
  for (const kind of ['pointerover', 'focusin']) {
    document.addEventListener(kind, (event) => {
      clearTimeout(resting);
      const address = event.target.closest?.('button[data-printed]')?.dataset.printed;
      if (address && !fetched.has(address)) resting = setTimeout(() => {
        fetched.add(address);
        fetch(address).catch(() => null);
      }, 60);
    });
  }
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button');
    if (button?.dataset.printed && box()) show(button);
    else if (button?.dataset.zoom) enlarge(button.dataset.zoom);
    else if (button?.matches('dialog.printed [data-close]') || event.target.matches?.('dialog.printed')) box().close();
  });
  document.addEventListener('close', (event) => {
    if (event.target.matches('dialog.printed')) opener?.focus();
  }, true);
  window.visualViewport?.addEventListener('resize', () => { if (box()?.open) draw(); });
})();
