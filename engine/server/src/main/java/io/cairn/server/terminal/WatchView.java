package io.cairn.server.terminal;

import org.jspecify.annotations.Nullable;

/**
 * What a person sees of a study and was asked.
 *
 * @param scroll how many of the newest decisions are above what is shown
 * @param help whether the keys are explained
 * @param question what waits for a yes; null for nothing
 * @param notice what became of the last wish; empty for none
 */
public record WatchView(int scroll, boolean help, @Nullable Wish question, String notice) {

  /** At the beginning. */
  public static final WatchView START = new WatchView(0, false, null, "");

  /** What a key leads to. */
  public sealed interface Step {}

  /** Something else is shown. */
  public record Shown(WatchView view) implements Step {}

  /** Something is wanted of the study. */
  public record Wanted(WatchView view, Wish wish) implements Step {}

  /** The person is through with it. */
  public record Left() implements Step {}

  /**
   * After a key.
   *
   * @param decisions how many there are to scroll through
   * @param page how many fit
   */
  public Step on(Key key, int decisions, int page) {
    if (question != null) {
      return answer(key, question);
    }
    if (help) {
      return key.is('q') ? new Left() : new Shown(new WatchView(scroll, false, null, ""));
    }
    return switch (key.kind()) {
      case UP -> scrolled(scroll - 1, decisions, page);
      case DOWN -> scrolled(scroll + 1, decisions, page);
      case PAGE_UP -> scrolled(scroll - page, decisions, page);
      case PAGE_DOWN -> scrolled(scroll + page, decisions, page);
      case HOME -> scrolled(0, decisions, page);
      case END -> scrolled(decisions, decisions, page);
      case ESCAPE -> new Left();
      case CHARACTER -> letter(key);
      default -> new Shown(this);
    };
  }

  private Step letter(Key key) {
    return switch (Character.toLowerCase(key.character())) {
      case 'q' -> new Left();
      case '?', 'h' -> new Shown(new WatchView(scroll, true, null, ""));
      case 'p' -> asked(Wish.PAUSE);
      case 'r' -> asked(Wish.RESUME);
      case 's' -> asked(Wish.STOP);
      default -> new Shown(this);
    };
  }

  private Step asked(Wish wish) {
    return new Shown(new WatchView(scroll, false, wish, ""));
  }

  /** Only a yes is a yes. */
  private Step answer(Key key, Wish wish) {
    return key.is('y')
        ? new Wanted(new WatchView(scroll, false, null, wish.verb() + " asked for"), wish)
        : new Shown(new WatchView(scroll, false, null, "nothing was done"));
  }

  private Step scrolled(int to, int decisions, int page) {
    int last = Math.max(0, decisions - page);
    return new Shown(new WatchView(Math.max(0, Math.min(last, to)), false, null, ""));
  }

  /** With what became of a wish. */
  WatchView noticed(String text) {
    return new WatchView(scroll, help, question, text);
  }

  /** Keeps what is shown in its place while so many decisions come in above it. */
  WatchView pushedDown(long more) {
    return scroll == 0 || more <= 0
        ? this
        : new WatchView((int) Math.min(Integer.MAX_VALUE, scroll + more), help, question, notice);
  }
}
