'use strict';
/* Before anything is drawn: the colours that the reader chose last time. */
(function () {
  const KEY = 'cairn-colours';

  window.CairnColours = value => {
    try {
      window.localStorage.setItem(KEY, value);
    } catch (e) {
      return; // Storage is refused: the choice holds for this page.
    }
  };

  try {
    const chosen = window.localStorage.getItem(KEY);
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
  } catch (e) {
    return;
  }
})();
