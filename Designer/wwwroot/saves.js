// With the answer to each save Studio gives its fields another copy of their activity, and takes half a second and more to do so. What somebody
// enters meanwhile is written to the copy before, and gone with their next entry. So the answers wait for a pause, and then all of them are the newest.
const saves = (() => {
  // In milliseconds. Studio itself saves half a second after an entry. A text that somebody leaves half written holds the answers for longer.
  const pause = 800;
  const patience = 10_000;
  const glance = 100;
  // Studio would take a longer silence for a failed save.
  const most = 30_000;

  let touched = 0;
  let isHalfWritten = false;
  let sent = 0;
  let underWay = 0;
  let waiting = 0;
  let newest = { number: 0, body: null };

  for (const kind of ["pointerdown", "pointerup", "keydown", "input", "change", "focusout", "drop"]) {
    addEventListener(kind, () => {
      touched = performance.now();
      isHalfWritten = kind === "input" || (isHalfWritten && kind !== "change" && kind !== "focusout");
    }, { capture: true, passive: true });
  }

  const isPause = () => underWay === 0 && performance.now() - touched > (isHalfWritten ? patience : pause);
  const tell = () => document.getElementById("designer").toggleAttribute("data-saving", underWay + waiting > 0);

  return {
    /** Sends a save. */
    async send(call) {
      const number = ++sent;
      underWay++;
      tell();
      try {
        const answer = await call();
        if (answer.ok && number > newest.number) {
          newest = { number, body: await answer.blob() };
        }

        return answer;
      } finally {
        underWay--;
        tell();
      }
    },

    /** What Studio is told of a save that went through, when it is time. */
    async answer(answer) {
      waiting++;
      tell();
      const since = performance.now();
      while (!isPause() && performance.now() - since < most) {
        await new Promise(done => setTimeout(done, glance));
      }

      waiting--;
      tell();
      return new Response(newest.body, answer);
    },
  };
})();
