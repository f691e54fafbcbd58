/** Escape hides the card of a citation until the pointer or the focus comes back; showing it needs no script. */
class CiteCard extends HTMLElement {
  connectedCallback(): void {
    const hide = (event: KeyboardEvent) => {
      if (event.key === 'Escape') this.dataset['closed'] = '';
    };
    const open = () => {
      delete this.dataset['closed'];
      this.#keepInside();
      document.addEventListener('keydown', hide);
    };
    const leave = () => document.removeEventListener('keydown', hide);
    this.addEventListener('pointerenter', open);
    this.addEventListener('focusin', open);
    this.addEventListener('pointerleave', leave);
    this.addEventListener('focusout', leave);
  }

  /** Moves the card left where it would reach past the edge of the page. */
  #keepInside(): void {
    const card = this.querySelector<HTMLElement>('.card')!;
    card.style.translate = '';
    const over = card.getBoundingClientRect().right - document.documentElement.clientWidth + 16;
    if (over > 0) card.style.translate = `${-over}px`;
  }
}

customElements.define('cite-card', CiteCard);
