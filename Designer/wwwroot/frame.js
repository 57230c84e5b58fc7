// Puts the part of Elsa Studio that this page is about into the page, and leads to our addresses when Studio wants to go elsewhere.
// Each part has a page of its own, because two of Studio's elements must never be alive at once and a removed one lives on for a second.

const main = document.getElementById("designer");
const base = new URL(document.baseURI).pathname;
const api = location.origin + main.dataset.api;
const notice = document.getElementById("sc-notice");
const open = (what, id) => location.assign(`${base}${what}/${encodeURIComponent(id)}`);

function say(word) {
  if (notice?.dataset[word]) {
    notice.hidden = false;
    notice.querySelector("p").textContent = notice.dataset[word];
    notice.querySelector("button").hidden = word !== "held";
  }
}

// Studio lets go of an answer once its JSON is complete, which browsers report as a failed request. So it is given answers that have ended.
// Each call says which window it comes from, so that no other window's change is overwritten, and the answer may have a word for the bar.
const send = window.fetch;
window.fetch = async (request, options) => {
  if (main.dataset.session && String(request.url ?? request).startsWith(`${api}/`)) {
    const headers = new Headers(options?.headers ?? request.headers);
    headers.set("X-Editing-Session", main.dataset.session);
    options = { ...options, headers };
  }

  const isSave = notice && String(request.url ?? request) === `${api}/workflow-definitions`;
  const answer = await (isSave ? saves.send(() => send(request, options)) : send(request, options));
  say(answer.headers.get("X-Draft"));
  if (isSave && answer.ok) {
    // A save that went through makes older news untrue.
    notice.hidden = !answer.headers.has("X-Draft");
    return saves.answer(answer);
  }

  if (!answer.url.startsWith(`${api}/`) || !answer.body) {
    return answer;
  }

  const { status, statusText, headers } = answer;
  return new Response(await answer.blob(), { status, statusText, headers });
};

// Studio writes addresses such as "workflows/instances/{id}/view" after a run, but draws nothing for them.
for (const name of ["pushState", "replaceState"]) {
  const original = history[name];
  history[name] = function (...args) {
    original.apply(this, args);
    if (location.pathname.startsWith(`${base}workflows/`)) {
      location.replace(location.href);
    }
  };
}

// The runtime starts before Studio's other scripts, whose functions its elements call.
const read = new Promise(resolve => addEventListener("DOMContentLoaded", resolve));

Promise.all([read, customElements.whenDefined(main.dataset.element)]).then(() => {
  const element = document.createElement(main.dataset.element);
  element.setAttribute("remote-endpoint", api);
  if (main.dataset.id) {
    element.setAttribute(main.dataset.element.includes("definition") ? "definition-id" : "instance-id", main.dataset.id);
  }

  // Studio calls these as functions; they are no events.
  element.editWorkflowDefinition = id => open("definitions", id);
  element.viewWorkflowInstance = id => open("instances", id);
  main.replaceChildren(element);
});
