"use strict";
(() => {
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  const facts = [...document.querySelectorAll("details.fact")];
  const words = new Map(facts.map((fact) => [fact, fact.textContent.toLowerCase()]));
  const filters = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const states = [...filters.querySelectorAll("input[name=state]")];
  const [rule, operation, direction, search] = ["rule", "operation", "direction", "search"].map((id) => document.getElementById(id));
  const has = (list, value) => value === "" || list.split(" ").includes(value);

  function apply() {
    const wanted = new Set(states.filter((state) => state.checked).map((state) => state.value));
    const text = search.value.trim().toLowerCase();
    let count = 0;
    for (const fact of facts) {
      const data = fact.dataset;
      fact.hidden = !(
        wanted.has(data.state) &&
        (rule.value === "" || rule.value === data.rule) &&
        has(data.operations, operation.value) &&
        has(data.directions, direction.value) &&
        (text === "" || words.get(fact).includes(text))
      );
      count += fact.hidden ? 0 : 1;
    }
    shown.textContent = count === facts.length ? `All ${count} facts` : `${count} of ${facts.length} facts`;
  }

  function reset() {
    states.forEach((state) => { state.checked = true; });
    [rule, operation, direction, search].forEach((control) => { control.value = ""; });
    apply();
  }

  function follow() {
    const target = /^#(fact|schema)-\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.hidden) reset();
    target.open = true;
    target.scrollIntoView();
  }

  if (facts.length > 1) {
    filters.hidden = shown.hidden = false;
    filters.addEventListener("input", apply);
    document.getElementById("reset").addEventListener("click", reset);
    // A browser that comes back to the page keeps what was chosen.
    apply();
  }
  addEventListener("hashchange", follow);
  follow();
})();
