package io.cairn.server.terminal;

import java.util.function.Function;

/** A cluster on a screen. */
public final class ClusterPage implements Page {

  /**
   * Where a page has what it shows from.
   *
   * @param close ends the supply
   */
  public record Supply(ClusterFeed feed, Lifeline lifeline, Runnable close) {}

  private final Supply supply;
  private final Function<String, Page> watch;
  private final Look look;

  private ClusterView view = ClusterView.START;
  private int page = 1;

  /**
   * A page.
   *
   * @param watch the page of the study with this id
   */
  public ClusterPage(Supply supply, Function<String, Page> watch, Look look) {
    this.supply = supply;
    this.watch = watch;
    this.look = look;
  }

  @Override
  public Screen draw(int width, int height) {
    Screen screen =
        ClusterScreen.draw(
            supply.feed().picture(), view, supply.lifeline().freshness(), width, height, look);
    page = screen.page();
    return screen;
  }

  @Override
  public long version() {
    return supply.feed().version() + supply.lifeline().version();
  }

  @Override
  public Turn on(Key key) {
    ClusterView.Step step = view.on(key, supply.feed().picture(), page);
    if (step instanceof ClusterView.Shown shown) {
      view = shown.view();
      return new Stay();
    }
    return step instanceof ClusterView.Opened opened
        ? new Open(watch.apply(opened.study()))
        : new Leave();
  }

  @Override
  public void close() {
    supply.close().run();
  }
}
