// What is live: a page that shows what runs now asks again every few seconds while somebody can see it, until it is paused.
const chip = document.getElementById('live');
let isPaused = false;

function show() {
  chip.classList.toggle('off', isPaused);
  chip.setAttribute('aria-pressed', String(!isPaused));
  chip.querySelector('span').textContent = isPaused ? 'Paused' : 'Live';
}

chip.addEventListener('click', () => {
  isPaused = !isPaused;
  show();
});

/** Does it every so many seconds until the page is left. A task that isn't done yet is not begun again. */
export function every(seconds, signal, task) {
  let isBusy = false;
  chip.hidden = false;
  show();
  const timer = setInterval(async () => {
    if (isPaused || isBusy || document.hidden) return;
    isBusy = true;
    try {
      await task();
    } catch {
      // What was shown stays; the next time may go well.
    } finally {
      isBusy = false;
    }
  }, seconds * 1000);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    chip.hidden = true;
  });
}
