declare namespace App {
  interface Locals {
    /** Set by a page of MDX, for the components in it. */
    order?: import('./site/page-order.ts').PageOrder;
  }
}
