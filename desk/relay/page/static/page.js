// Nothing here is needed to order; it only spares a page the way there and back.
"use strict";
const one = (selector, from = document) => from.querySelector(selector);

// + and − of the menu and the cart change the page in place
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!/\/(add|line)$/.test(form.action)) return;
  event.preventDefault();
  const sent = new URLSearchParams(new FormData(form, event.submitter));
  const at = window.scrollY;
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["main", ".bar"]) {
      const fresh = one(part, page), old = one(part);
      if (fresh && old) old.replaceWith(document.adoptNode(fresh));
    }
    window.scrollTo(0, at);
  } catch { form.submit(); }
});

// a form is sent once
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  for (const button of document.querySelectorAll("button.go")) setTimeout(() => { button.disabled = true; }, 0);
});
window.addEventListener("pageshow", () => { for (const button of document.querySelectorAll("button.go")) button.disabled = false; });

// an order that is open is looked at again now and then, while somebody looks at it
const reload = async () => {
  const answer = await fetch(location.pathname, { credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = one(".state", page), old = one(".state");
  if (fresh && old && (fresh.dataset.state !== old.dataset.state || fresh.dataset.paid !== old.dataset.paid)) location.reload();
};
if (one("[data-watch]")) setInterval(() => { if (!document.hidden) reload().catch(() => {}); }, 5000);

// paying, where WeChat's own browser offers it
const pay = one("#pay");
if (pay) pay.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const said = one("#pay-said"), go = one("#pay-go");
  const say = (text) => { said.textContent = text; said.hidden = false; go.disabled = false; };
  if (!window.WeixinJSBridge) return say(said.dataset.open);
  go.disabled = true;
  try {
    const sent = new URLSearchParams(new FormData(pay));
    const answer = await fetch(pay.action, { method: "POST", body: sent, credentials: "same-origin" });
    const told = await answer.json();
    if (told.refused === "paid" || told.refused === "closed") return location.reload();
    if (told.refused === "late") return say(said.dataset.late);
    if (told.refused) return say(said.dataset.trouble);
    window.WeixinJSBridge.invoke("getBrandWCPayRequest", told, (result) => {
      if (result && result.err_msg === "get_brand_wcpay_request:ok") setTimeout(() => location.reload(), 500);
      else go.disabled = false;
    });
  } catch { say(said.dataset.trouble); }
});
