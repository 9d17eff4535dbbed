// Loaded in <head> and blocking, so that the first paint already has the right theme.
// What is kept: "light" or "dark" when a person chose against the device, nothing when they follow it.
(() => {
  const device = matchMedia("(prefers-color-scheme: dark)");
  const heard = new Set();
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const current = () => kept() ?? (device.matches ? "dark" : "light");
  const apply = () => {
    document.documentElement.dataset.theme = current();
    heard.forEach(tell => tell(current()));
  };
  const toggle = () => {
    const next = current() === "dark" ? "light" : "dark";
    try {
      if (next === (device.matches ? "dark" : "light")) localStorage.removeItem("theme");
      else localStorage.setItem("theme", next);
    } catch { /* storage is switched off: the choice lasts for this page */ }
    apply();
    if (current() !== next) document.documentElement.dataset.theme = next;
    return next;
  };
  device.addEventListener("change", apply);
  addEventListener("storage", e => { if (e.key === "theme") apply(); });
  window.portalTheme = { current: () => document.documentElement.dataset.theme, toggle, heard };
  apply();
})();
