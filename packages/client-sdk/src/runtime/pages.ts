/** The query parameters of the page after this one; undefined after the last. */
export type NextPage = (page: unknown) => Readonly<Record<string, number>> | undefined;

/**
 * A list: awaited it is the page that was asked for, iterated it is every item from there to the last page. Nothing is
 * requested before one or the other is done. Items that are inserted while one walks may appear twice or not at all, as
 * pages are numbered.
 */
export class Pages<Page, Item> implements Promise<Page>, AsyncIterable<Item> {
  readonly [Symbol.toStringTag] = "Pages";
  private first: Promise<Page> | undefined;

  constructor(
    private readonly load: (query: Readonly<Record<string, number>>) => Promise<Page>,
    private readonly itemsOf: (page: Page) => readonly Item[],
    private readonly nextPage: NextPage,
  ) {}

  // biome-ignore lint/suspicious/noThenProperty: a list is awaited as the page that was asked for.
  then<Value = Page, Failure = never>(
    onFulfilled?: ((page: Page) => Value | PromiseLike<Value>) | null,
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Value | Failure> {
    return this.firstPage().then(onFulfilled, onRejected);
  }

  catch<Failure = never>(
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Page | Failure> {
    return this.firstPage().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Page> {
    return this.firstPage().finally(onFinally);
  }

  /** Page by page. */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    let page = await this.firstPage();
    for (;;) {
      yield page;
      // A page without items is the end, whatever it says about its neighbours.
      const next = this.itemsOf(page).length > 0 ? this.nextPage(page) : undefined;
      if (!next) return;
      page = await this.load(next);
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* this.itemsOf(page);
  }

  private firstPage(): Promise<Page> {
    this.first ??= this.load({});
    return this.first;
  }
}
