// Light, dark, or as the system.

import { $ } from "./page.js";

const THEMES = ["", "light", "dark"];

export function theme() {
  setTheme(THEMES[(THEMES.indexOf(localStorage.getItem("theme") ?? "") + 1) % 3]);
}

export function setTheme(name) {
  localStorage.setItem("theme", name);
  document.documentElement.dataset.theme = name;
  $("theme-button").setAttribute("aria-label", `Colours: ${name || "as the system"}`);
  $("theme-button").title = $("theme-button").getAttribute("aria-label");
  $("theme-button").textContent = { light: "☀", dark: "☾" }[name] ?? "◐";
}
