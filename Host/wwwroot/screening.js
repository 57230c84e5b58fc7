// Keys for the screening queue. Everything works without it; this only moves the focus and presses what is there.
(() => {
  const rows = [...document.querySelectorAll("[data-row]")];
  const keys = document.querySelector("[data-keys]");
  if (keys) {
    keys.hidden = false;
  }

  const at = () => rows.findIndex(row => row.contains(document.activeElement));
  const go = step => {
    const now = at();
    const next = now < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + step));
    rows[next]?.querySelector("[data-open]").focus();
  };
  const count = () => {
    const chosen = rows.filter(row => row.querySelector("[data-pick]").checked).length;
    document.querySelectorAll("[data-count]").forEach(place => { place.textContent = chosen ? String(chosen) : ""; });
  };

  document.addEventListener("change", count);
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("textarea, select, input:not([type=checkbox]):not([type=radio])");
    if (typing || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }

    const row = rows[at()];
    switch (event.key) {
      case "j": go(1); break;
      case "k": go(-1); break;
      case "x": row?.querySelector("[data-pick]").click(); break;
      case "e": row?.querySelector("[data-open]").click(); break;
      case "r": {
        // Without anything chosen, the row where one is.
        const pick = row?.querySelector("[data-pick]");
        if (pick && !rows.some(one => one.querySelector("[data-pick]").checked)) {
          pick.checked = true;
        }

        document.querySelector("[data-reject]")?.click();
        break;
      }
      default: return;
    }

    event.preventDefault();
  });
  count();
})();
