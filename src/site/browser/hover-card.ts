/**
 * A link with a card that CSS shows on hover and focus. The script lets Escape hide the card until the pointer or the
 * focus comes back, keeps it inside the page, and puts into the card of a figure a copy of its narrow drawing.
 */
class HoverCard extends HTMLElement {
  connectedCallback(): void {
    const hide = (event: KeyboardEvent) => {
      if (event.key === 'Escape') this.dataset['closed'] = '';
    };
    const open = () => {
      delete this.dataset['closed'];
      this.#draw();
      this.#keepInside();
      document.addEventListener('keydown', hide);
    };
    const leave = () => document.removeEventListener('keydown', hide);
    this.addEventListener('pointerenter', open);
    this.addEventListener('focusin', open);
    this.addEventListener('pointerleave', leave);
    this.addEventListener('focusout', leave);
  }

  get #card(): HTMLElement {
    return this.querySelector<HTMLElement>('.card')!;
  }

  #draw(): void {
    const id = this.dataset['figure'];
    const drawing = id && document.querySelector(`#${CSS.escape(id)} svg.plot[data-size=s]`);
    if (!drawing || this.#card.querySelector('svg')) return;
    const holder = document.createElement('span');
    // ids stay unique: the clip paths of a copy are its own
    holder.innerHTML = drawing.outerHTML.replaceAll(`${id}-s-`, `card-${id}-s-`);
    this.#card.append(holder);
  }

  /** Moves the card left where it would reach past the edge of the page. */
  #keepInside(): void {
    const card = this.#card;
    card.style.translate = '';
    const over = card.getBoundingClientRect().right - document.documentElement.clientWidth + 16;
    if (over > 0) card.style.translate = `${-over}px`;
  }
}

customElements.define('hover-card', HoverCard);
