// What the server refuses before any function of the page runs is told on the page, in its language: too much, too often,
// a full queue. Whoever is no longer signed in comes to the form, by way of the page.
(() => {
  const ask = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await ask(...asked);
    if (!answer.ok && new URL(answer.url, location.href).pathname.startsWith('/gradio_api/')) tell(answer.status);
    return answer;
  };
  function tell(status) {
    if (status === 401) return location.reload();
    const said = document.querySelector(`#refusals [data-status="${status}"]`)?.textContent;
    if (!said) return;
    let box = document.querySelector('#refused');
    if (!box) {
      box = document.body.appendChild(document.createElement('div'));
      box.id = 'refused';
      box.setAttribute('role', 'alert');
    }
    box.textContent = said;
    clearTimeout(box.over);
    box.over = setTimeout(() => { box.textContent = ''; }, 15000);
  }
})();
