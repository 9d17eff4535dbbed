// What a browser alone can do: clipboard, focus, tooltips, keys, the words while the connection is lost.
// Everything listens on the document, so that it works the same in static pages and in live ones.
(() => {
  const byId = id => document.getElementById(id);

  // One polite live region for the whole portal, outside everything that is rendered again.
  let clearing;
  const say = words => {
    const live = byId("live");
    if (!live) return;
    clearTimeout(clearing);
    live.textContent = "";
    requestAnimationFrame(() => { live.textContent = words; });
    clearing = setTimeout(() => { live.textContent = ""; }, 8000);
  };

  // What is asked for is often still being rendered: a call may overtake the render before it, so it is tried for a while.
  let asked = 0;
  const focusNow = id => {
    const target = byId(id);
    if (!target) return false;
    if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus();
    if (document.activeElement !== target) return false;
    target.scrollIntoView({ block: "nearest" });
    return true;
  };
  const focus = id => {
    const mine = ++asked;
    const attempt = left => {
      if (mine === asked && !focusNow(id) && left > 0) setTimeout(() => attempt(left - 1), 40);
    };
    attempt(25);
  };

  // A dialog that closes gives the focus back to what had it before.
  let before;
  document.addEventListener("focusin", e => { if (!e.target.closest("[role=dialog], dialog")) before = e.target; });
  const focusBack = () => setTimeout(() => {
    if (document.querySelector("[role=dialog]") || !before?.isConnected) return;
    if (document.activeElement === document.body || !document.activeElement) before.focus();
  }, 50);

  const copy = async text => {
    try { await navigator.clipboard.writeText(text); return true; }
    catch {
      // Without HTTPS there is no clipboard API; the old way still works from a click.
      const area = Object.assign(document.createElement("textarea"), { value: text });
      area.style.cssText = "position:fixed;opacity:0";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  document.addEventListener("click", async e => {
    const leads = e.target.closest("a[data-focus]");
    if (leads) { e.preventDefault(); focus(leads.dataset.focus); return; }
    if (e.target.closest("[data-theme-toggle]")) { say(portalTheme.toggle() === "dark" ? "Dark theme" : "Light theme"); return; }
    if (e.target.closest("[data-reload]")) { location.reload(); return; }
    const copies = e.target.closest("[data-copy]");
    if (copies) {
      const done = await copy(copies.dataset.copy);
      copies.focus();
      say(done ? "Copied" : "Not copied: the browser does not allow it");
      if (!done) return;
      copies.dataset.copied = "";
      setTimeout(() => delete copies.dataset.copied, 2000);
    }
  }, true);

  // A field for several entries hands over what is whole here and at once: what is typed before the server answers is never mixed up with it.
  const take = field => {
    if (!field.value.trim()) return;
    const taken = byId(field.dataset.takes);
    [taken.value, field.value] = [field.value, ""];
    taken.dispatchEvent(new Event("change", { bubbles: true }));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const takes = e => e.target.matches?.("input[data-takes]");
  document.addEventListener("input", e => { if (takes(e) && /[,;|\t]/.test(e.target.value)) take(e.target); });
  document.addEventListener("paste", e => {
    if (!takes(e)) return;
    e.preventDefault();
    // A field of one line would join lines with blanks, which stand inside of numbers too.
    document.execCommand("insertText", false, e.clipboardData.getData("text/plain").trim().replace(/[\r\n]+/g, ", "));
    take(e.target);
  });

  // Tooltips: on hover and on focus, gone with Escape, and reachable with the pointer.
  let tip, tipFor, hiding;
  const show = el => {
    clearTimeout(hiding);
    const words = el.dataset.tip;
    if (!words || tipFor === el) return;
    hide();
    tipFor = el;
    tip = Object.assign(document.createElement("div"), { id: "tip", textContent: words });
    tip.setAttribute("aria-hidden", "true");
    tip.addEventListener("pointerenter", () => clearTimeout(hiding));
    tip.addEventListener("pointerleave", hideSoon);
    document.body.append(tip);
    const at = el.getBoundingClientRect(), size = tip.getBoundingClientRect();
    const below = at.bottom + 6 + size.height < innerHeight;
    tip.style.left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8)) + "px";
    tip.style.top = (below ? at.bottom + 6 : at.top - 6 - size.height) + "px";
  };
  const hide = () => { tip?.remove(); tip = tipFor = undefined; };
  const focused = () => tipFor === document.activeElement || document.activeElement?.contains(tipFor) && document.activeElement !== document.body;
  const hideSoon = () => { clearTimeout(hiding); hiding = setTimeout(hide, 120); };
  // A link or button around a time shows the time's own tooltip when it is focused.
  const tipOf = el => el.closest?.("[data-tip]") ?? (el.matches?.("a, button") ? el.querySelector("[data-tip]") : null);
  document.addEventListener("pointerover", e => { const el = e.target.closest?.("[data-tip]"); if (el) show(el); else if (tip && !tip.contains(e.target) && !focused()) hideSoon(); });
  document.addEventListener("focusin", e => { const el = tipOf(e.target); if (el && e.target.matches(":focus-visible")) show(el); else hide(); });
  document.addEventListener("focusout", hideSoon);
  addEventListener("scroll", hide, true);

  // Menus: placed under their button, walked with the arrow keys.
  const entries = menu => [...menu.querySelectorAll("[role=menuitem]:not([disabled])")];
  document.addEventListener("toggle", e => {
    const menu = e.target;
    if (menu.getAttribute?.("role") !== "menu") return;
    const button = document.querySelector(`[popovertarget="${menu.id}"]`);
    button?.setAttribute("aria-expanded", e.newState === "open");
    if (e.newState !== "open" || !button) return;
    const at = button.getBoundingClientRect(), size = menu.getBoundingClientRect();
    const below = at.bottom + 4 + size.height < innerHeight || at.top < size.height;
    menu.style.left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8)) + "px";
    menu.style.top = (below ? at.bottom + 4 : at.top - 4 - size.height) + "px";
    entries(menu)[0]?.focus();
  }, true);
  document.addEventListener("click", e => { if (e.target.closest("[role=menuitem]")) e.target.closest("[popover]")?.hidePopover(); });
  document.addEventListener("keydown", e => {
    const menu = e.target.closest?.("[role=menu]");
    if (!menu) return;
    const all = entries(menu), at = all.indexOf(document.activeElement);
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[e.key];
    if (to !== undefined) { e.preventDefault(); all[to].focus(); }
    else if (e.key === "Tab") menu.hidePopover();
  });

  // Shortcuts: an element says which keys press it, for example data-keys="c" or data-keys="gh".
  const lettersOn = () => { try { return localStorage.getItem("letters") !== "off"; } catch { return true; } };
  const letters = on => { try { on ? localStorage.removeItem("letters") : localStorage.setItem("letters", "off"); } catch { /* as above */ } };
  const isField = el => el.isContentEditable || el.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
  const topmost = () => [...document.querySelectorAll("dialog[open], [role=dialog]")].pop() ?? document;
  const press = keys => {
    const found = [...topmost().querySelectorAll(`[data-keys~="${CSS.escape(keys)}"]`)].filter(el => !el.disabled);
    const el = found.find(el => el.checkVisibility?.()) ?? found[0];
    if (!el) return false;
    if (isField(el)) { el.focus(); el.select?.(); } else el.click();
    return true;
  };
  let typed = "", forgetting;
  document.addEventListener("keydown", e => {
    if (e.key === "Escape" && tip) hide();
    if (e.defaultPrevented || e.isComposing || e.altKey || e.metaKey) return;
    if (e.ctrlKey) {
      if (e.key === "Enter" && takes(e)) take(e.target);
      if (e.key === "Enter" && press("ctrl+enter")) e.preventDefault();
      return;
    }
    if (e.key === "Enter" && takes(e)) { e.preventDefault(); take(e.target); return; }
    if (e.key.length !== 1 || !lettersOn() || isField(e.target)) return;
    clearTimeout(forgetting);
    forgetting = setTimeout(() => { typed = ""; }, 1000);
    const both = typed + e.key;
    typed = "";
    if (press(both) || press(e.key)) e.preventDefault(); else typed = e.key;
  });

  // Rows that come and go at both ends: what is being read stays where it is, and the next ones are asked for before somebody gets there.
  const Ahead = 1500;
  let reading, looking, waiting;
  const rows = () => document.querySelector("[data-window]")?.rows;
  const remember = all => {
    // The first row that is on screen, by halving: there may be hundreds.
    let [low, high] = [0, all.length - 1];
    while (low < high) {
      const middle = low + high >> 1;
      if (all[middle].getBoundingClientRect().bottom > 0) high = middle; else low = middle + 1;
    }
    reading = all[low] && { row: all[low], top: all[low].getBoundingClientRect().top };
  };
  const look = () => {
    looking = undefined;
    const all = rows();
    if (!all) { reading = undefined; return; }
    remember(all);
    for (const more of document.querySelectorAll("[data-near]:not(:disabled)")) {
      const at = more.getBoundingClientRect();
      if (waiting || at.top > innerHeight + Ahead || at.bottom < -Ahead) continue;
      // Once, until something comes of it; where nothing does, once more.
      waiting = setTimeout(() => { waiting = undefined; lookSoon(); }, 250);
      more.click();
    }
  };
  const lookSoon = () => { looking ??= requestAnimationFrame(look); };
  addEventListener("scroll", lookSoon, { passive: true });
  addEventListener("resize", lookSoon);
  new MutationObserver(() => {
    if (!rows()) return;
    clearTimeout(waiting);
    waiting = undefined;
    if (reading?.row.isConnected) {
      const moved = reading.row.getBoundingClientRect().top - reading.top;
      if (moved) scrollBy(0, moved);
    }
    lookSoon();
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });

  window.portal = {
    // Of the page; or of the rows, where more will come above them.
    toTop: ofRows => { reading = undefined; ofRows ? document.querySelector("[data-window]")?.scrollIntoView() : scrollTo(0, 0); },
    say, focus, focusBack, copy, letters, lettersOn,
    theme: () => portalTheme.current(),
    followTheme: component => {
      const tell = theme => component.invokeMethodAsync("ThemeChanged", theme === "dark").catch(() => portalTheme.heard.delete(tell));
      portalTheme.heard.clear();
      portalTheme.heard.add(tell);
    },
  };

  // The connection: Blazor tells the dialog what is going on, the dialog's classes choose the words.
  const lost = byId("components-reconnect-modal");
  if (!lost || !window.Blazor) return;
  const again = async () => {
    document.removeEventListener("visibilitychange", onceVisible);
    try {
      // false: the server answered, but no longer knows this page.
      if (await Blazor.reconnect() || await Blazor.resumeCircuit()) lost.close(); else location.reload();
    } catch { document.addEventListener("visibilitychange", onceVisible); }
  };
  const onceVisible = () => { if (document.visibilityState === "visible") again(); };
  const resume = async () => {
    try { if (!await Blazor.resumeCircuit()) location.reload(); }
    catch { lost.classList.replace("components-reconnect-paused", "components-reconnect-resume-failed"); }
  };
  lost.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
    if (state === "show" && !lost.open) lost.showModal();
    else if (state === "hide") lost.close();
    else if (state === "failed") document.addEventListener("visibilitychange", onceVisible);
    else if (state === "rejected") location.reload();
    requestAnimationFrame(() => { if (lost.open) [...lost.querySelectorAll("button")].find(button => button.checkVisibility())?.focus(); });
  });
  lost.addEventListener("cancel", e => e.preventDefault());
  lost.addEventListener("click", e => {
    if (e.target.closest("[data-again]")) again();
    if (e.target.closest("[data-resume]")) resume();
  });

  // A static form that comes back goes on at its first problem.
  document.querySelector("main [aria-invalid=true]")?.focus();

  // Forms post and links load like anywhere on the web; only a circuit changes a page in place.
  Blazor.start({ ssr: { disableDomPreservation: true } });
})();
