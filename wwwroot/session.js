// Tells the portal that somebody is there, warns before the session ends, and leads to the sign-in page when it has ended.
(() => {
  const note = document.getElementById("session-end");
  if (!note) return;
  const Path = "/account/session", Warn = 120, Every = 60, Retry = 15;
  const here = () => encodeURIComponent(location.pathname + location.search);
  let told = Date.now(), timer;

  const ask = async method => {
    clearTimeout(timer);
    try {
      const answer = await fetch(Path, { method, cache: "no-store" });
      if (answer.status === 204) { location.assign(`/account/login?returnUrl=${here()}`); return; }
      if (!answer.ok) throw answer.status;
      const left = await answer.json();
      // Somebody else signed in in this browser: nothing of theirs is done on this page.
      if (String(left.account) !== note.dataset.account) { location.reload(); return; }
      plan(left.idle, left.whole);
    } catch { timer = setTimeout(() => ask("GET"), Retry * 1000); }
  };

  const plan = (idle, whole) => {
    const left = Math.min(idle, whole), warns = left <= Warn;
    if (warns) {
      const why = idle < whole ? "idle" : "whole";
      for (const part of note.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== why;
      for (const at of note.querySelectorAll("[data-at]")) at.textContent = new Date(Date.now() + left * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      note.querySelector("a").href = `/account/again?returnUrl=${here()}`;
    }
    note.hidden = !warns;
    timer = setTimeout(() => ask("GET"), Math.min(2 ** 31 - 1, (warns ? left + 1 : left - Warn) * 1000));
  };

  // Whatever shows that a person is here. Once a minute is enough; while the warning stands it counts at once.
  const tell = () => {
    if (note.hidden && Date.now() - told < Every * 1000) return;
    if (Date.now() - told < 1000) return;
    told = Date.now();
    ask("POST");
  };
  for (const sign of ["pointerdown", "keydown", "wheel", "touchmove"]) addEventListener(sign, tell, { passive: true, capture: true });
  note.querySelector("[data-stay]").addEventListener("click", () => { told = 0; tell(); });
  // A machine that slept, or a tab that others were in front of.
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") ask("GET"); });
  plan(Number(note.dataset.idle), Number(note.dataset.whole));
})();
