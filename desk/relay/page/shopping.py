"""From the menu to the order: each step of a browser, inside its transaction."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from desk.relay.dialogue.conversation import CartLine, Conversation
from desk.relay.page.cart import MAX_NOTE, MAX_QUANTITY, added, changed, chosen
from desk.relay.page.checkout import Checked, Filled, check, filled
from desk.relay.page.scene import Scene, Show, Went
from desk.relay.page.sessions import with_code

Form = Mapping[str, str]


def menu(scene: Scene, _form: Form, said: str = "") -> Show:
    """Everything there is, with what is in the cart."""
    return scene.show("menu.html", groups=scene.views.menu(scene.talk), said=said)


def product(scene: Scene, form: Form, said: str = "") -> Show | Went:
    """One product with its choices."""
    found = scene.offer.product(form.get("sku", ""))
    if found is None:
        return Went()
    shown = scene.views.product(found, scene.talk)
    return scene.show("product.html", product=shown, said=said)


def cart(scene: Scene, _form: Form, said: str = "") -> Show:
    """What was chosen."""
    return scene.show("cart.html", cart=scene.views.cart(scene.talk), said=said)


def checkout(scene: Scene, _form: Form) -> Show | Went:
    """Where to, when, how."""
    if not scene.turn.lines(scene.talk):
        return Went("cart")
    return _form_page(scene, Filled())


# --- the cart ------------------------------------------------------------------------------------


def add(scene: Scene, form: Form) -> Show | Went:
    """One more or one less of a product without choices."""
    if not scene.has_token(form):
        return menu(scene, form, scene.words["stale"])
    found = scene.offer.product(form.get("sku", ""))
    if found is None:
        return menu(scene, form)
    if found.options and form.get("by") != "-1":
        return Went(f"p/{quote(found.sku, safe='')}")
    if form.get("by") == "-1":
        last = next((line for line in reversed(scene.talk.cart) if line.sku == found.sku), None)
        if last is not None:
            kept = [line for line in scene.talk.cart if line is not last]
            less = (*kept, replace(last, quantity=last.quantity - 1)) if last.quantity > 1 else tuple(kept)
            scene.talk = replace(scene.talk, cart=less)
        return Went(f"#{_anchor(scene, found.sku)}")
    left = scene.turn.left(found, scene.talk.cart)
    if left == 0:
        return menu(scene, form, scene.turn.say("sold_out", product=found.name))
    scene.talk = added(scene.talk, CartLine(found.sku, 1, (), found.name))
    return Went(f"#{_anchor(scene, found.sku)}")


def put(scene: Scene, form: Form) -> Show | Went:
    """A product with its choices, its note and how many."""
    found = scene.offer.product(form.get("sku", ""))
    if found is None:
        return menu(scene, form)
    if not scene.has_token(form):
        return product(scene, form, scene.words["stale"])
    choices = chosen(found, form)
    if choices is None:
        return product(scene, form, scene.words["need_choice"])
    told = form.get("quantity", "1")
    quantity = int(told) if told.isascii() and told.isdigit() and len(told) <= 3 else 1
    quantity = max(1, min(MAX_QUANTITY, quantity))
    left = scene.turn.left(found, scene.talk.cart)
    if left is not None and quantity > left:
        word = "only_left" if left else "sold_out"
        return product(scene, form, scene.turn.say(word, product=found.name, left=left))
    note = " ".join(form.get("note", "").split())[:MAX_NOTE]
    scene.talk = added(scene.talk, CartLine(found.sku, quantity, choices, found.name, note))
    return Went(f"#{_anchor(scene, found.sku)}")


def line(scene: Scene, form: Form) -> Show | Went:
    """More or less of a line in the cart."""
    if not scene.has_token(form):
        return cart(scene, form, scene.words["stale"])
    by = {"1": 1, "-1": -1, "0": -MAX_QUANTITY}.get(form.get("by", ""), 0)
    mark = form.get("line", "")
    if by == 1:
        before = scene.talk
        scene.talk = changed(scene.talk, mark, 1)
        over = _over_stock(scene)
        if over:
            scene.talk = before
            return cart(scene, form, over)
    elif by:
        scene.talk = changed(scene.talk, mark, by)
    return Went("cart")


def _over_stock(scene: Scene) -> str:
    """The sentence about what the cart has too many of; "" when nothing."""
    for each in scene.talk.cart:
        found = scene.offer.product(each.sku)
        stock = scene.turn.stock(found) if found else None
        if (
            found
            and stock is not None
            and sum(o.quantity for o in scene.talk.cart if o.sku == each.sku) > stock
        ):
            return scene.turn.say("only_left" if stock else "sold_out", product=found.name, left=stock)
    return ""


# --- the order -----------------------------------------------------------------------------------


def last_look(scene: Scene, form: Form) -> Show | Went:
    """The whole order to be looked over; the form again when something is wrong or is to be changed."""
    if scene.is_replay(form):
        return Went(f"o/{scene.visit.placed}")
    typed = filled(form)
    if not scene.turn.lines(scene.talk):
        return Went("cart")
    if not scene.has_token(form):
        return _form_page(scene, typed, said=scene.words["stale"])
    if form.get("edit"):
        return _form_page(scene, typed)
    found = check(scene.turn, scene.talk, typed, scene.known(), guest=scene.guest)
    if not found.good:
        return _form_page(scene, typed, found)
    return _confirm_page(scene, typed, found)


def place(scene: Scene, form: Form) -> Show | Went:
    """The order, once: the same form again shows what it placed."""
    if scene.is_replay(form):
        return Went(f"o/{scene.visit.placed}")
    typed = filled(form)
    if not scene.turn.lines(scene.talk):
        return Went("cart")
    if not scene.has_token(form):
        return _form_page(scene, typed, said=scene.words["stale"])
    found = check(scene.turn, scene.talk, typed, scene.known(), guest=scene.guest)
    if found.wanted is None or not found.good:
        return _form_page(scene, typed, found)
    if form.get("shown") != str(found.wanted.total):
        return _confirm_page(scene, typed, found, said=scene.words["changed"])
    if not scene.visit.bound:
        scene.visit = with_code(scene.visit, scene.now)
        return scene.show(
            "who.html", form=typed.hidden() | {"shown": form.get("shown", "")}, code=scene.visit.code
        )
    scene.book.place(found.wanted)
    placed = scene.work.placed.latest(scene.account, scene.visit.openid)
    order_id = placed.id if placed else ""
    scene.remember(found.wanted.name, found.wanted.phone, found.wanted.address)
    scene.visit = replace(scene.visit, generation=scene.visit.generation + 1, placed=order_id)
    scene.talk = Conversation()
    return Went(f"o/{order_id}")


def _form_page(scene: Scene, typed: Filled, found: Checked | None = None, said: str = "") -> Show:
    wrong = {name: scene.words[word] for name, word in found.wrong.items()} if found else {}
    sentences = [said] if said else []
    sentences += found.against if found else ()
    shown = scene.views.checkout(scene.talk, typed, scene.known(), guest=scene.guest)
    return scene.show("checkout.html", **shown, wrong=wrong, sentences=sentences)


def _confirm_page(scene: Scene, typed: Filled, found: Checked, said: str = "") -> Show:
    wanted = found.wanted
    if wanted is None:
        return _form_page(scene, typed, found)
    order = scene.views.order(wanted)
    if typed.to != "last":  # what was typed a moment ago may be read over whole; it is kept nowhere yet
        order |= {"phone": wanted.phone, "address": wanted.address}
    return scene.show("confirm.html", form=typed.hidden(), order=order, said=said)


def _anchor(scene: Scene, sku: str) -> str:
    """Where the page stood."""
    return f"p{[each.sku for each in scene.offer.menu].index(sku)}"
