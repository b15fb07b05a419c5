package io.cairn.server.terminal;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A study on a screen. */
public final class WatchPage implements Page {

  /** Has done what a person wants of the study. */
  public interface Directions {

    /** Does it on another thread; completes with a sentence, whatever becomes of it. */
    CompletionStage<String> direct(Wish wish);
  }

  /**
   * Where a page has what it shows from.
   *
   * @param close ends the supply
   */
  public record Supply(StudyFeed feed, Lifeline lifeline, Directions directions, Runnable close) {}

  private final Supply supply;
  private final Look look;
  private final boolean leavesAtEnd;
  private final AtomicReference<String> answered = new AtomicReference<>("");
  private final AtomicLong answers = new AtomicLong();

  private WatchView view = WatchView.START;
  private Screen drawn = new Screen(java.util.List.of(), 1);
  private long decisions;
  private int scrollable;

  /**
   * A page.
   *
   * @param leavesAtEnd whether there is nothing more to see when the study has ended
   */
  public WatchPage(Supply supply, Look look, boolean leavesAtEnd) {
    this.supply = supply;
    this.look = look;
    this.leavesAtEnd = leavesAtEnd;
  }

  @Override
  public Screen draw(int width, int height) {
    String answer = answered.getAndSet("");
    if (!answer.isEmpty()) {
      view = view.noticed(answer);
    }
    StudyPicture picture = supply.feed().picture();
    view = view.pushedDown(picture.decisionsTotal() - decisions);
    decisions = picture.decisionsTotal();
    scrollable = picture.decisions().size();
    drawn = WatchScreen.draw(picture, view, supply.lifeline().freshness(), width, height, look);
    return drawn;
  }

  @Override
  public long version() {
    return supply.feed().version() + supply.lifeline().version() + answers.get();
  }

  @Override
  public Turn on(Key key) {
    WatchView.Step step = view.on(key, scrollable, drawn.page());
    if (step instanceof WatchView.Shown shown) {
      view = shown.view();
    } else if (step instanceof WatchView.Wanted wanted) {
      view = wanted.view();
      supply.directions().direct(wanted.wish()).thenAccept(this::answer);
    } else {
      return new Leave();
    }
    return new Stay();
  }

  private void answer(String sentence) {
    answered.set(PlainText.of(sentence));
    answers.incrementAndGet();
  }

  @Override
  public boolean isOver() {
    return leavesAtEnd && supply.feed().isEnded();
  }

  @Override
  public void close() {
    supply.close().run();
  }
}
