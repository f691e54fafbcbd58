// Before the first paint: the theme that the reader chose last. The switch in the foot works without it, for a page.
(() => {
  const key = 'multiscale-theme';
  const kept = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const choice = kept();
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
  document.addEventListener('DOMContentLoaded', () => {
    const chosen = document.getElementById(`theme-${choice}`);
    if (chosen) chosen.checked = true;
  });
  document.addEventListener('change', ({ target }) => {
    if (target.name !== 'theme') return;
    const value = target.id.replace('theme-', '');
    document.documentElement.dataset.theme = value;
    try {
      localStorage.setItem(key, value);
    } catch {
      // A browser that keeps nothing still switches this page.
    }
  });
})();
