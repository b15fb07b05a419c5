package io.cairn.server.terminal;

import java.util.List;

/**
 * What a person sees of a cluster.
 *
 * @param selected id of the study that is chosen; empty for the first
 * @param help whether the keys are explained
 */
public record ClusterView(ClusterSort sort, boolean reversed, String selected, boolean help) {

  /** At the beginning. */
  public static final ClusterView START = new ClusterView(ClusterSort.NEWEST, false, "", false);

  /** What a key leads to. */
  public sealed interface Step {}

  /** Something else is shown. */
  public record Shown(ClusterView view) implements Step {}

  /** A study is to be watched. */
  public record Opened(String study) implements Step {}

  /** The person is through with it. */
  public record Left() implements Step {}

  /** The studies in the order in which they are shown. */
  List<StudyFacts> sorted(ClusterPicture picture) {
    return sort.of(picture.studies(), reversed);
  }

  /** Where the chosen study is; 0 if there is none. */
  int place(List<StudyFacts> sorted) {
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i).naming().study().equals(selected)) {
        return i;
      }
    }
    return 0;
  }

  /**
   * After a key.
   *
   * @param page how many studies fit
   */
  public Step on(Key key, ClusterPicture picture, int page) {
    if (help) {
      return key.is('q') ? new Left() : new Shown(new ClusterView(sort, reversed, selected, false));
    }
    List<StudyFacts> sorted = sorted(picture);
    int place = place(sorted);
    return switch (key.kind()) {
      case UP -> moved(sorted, place - 1);
      case DOWN -> moved(sorted, place + 1);
      case PAGE_UP -> moved(sorted, place - page);
      case PAGE_DOWN -> moved(sorted, place + page);
      case HOME -> moved(sorted, 0);
      case END -> moved(sorted, sorted.size() - 1);
      case LEFT -> by(-1);
      case RIGHT -> by(1);
      case ENTER ->
          sorted.isEmpty() ? new Shown(this) : new Opened(sorted.get(place).naming().study());
      case ESCAPE -> new Left();
      case CHARACTER -> letter(key);
      case INTERRUPT, OTHER -> new Shown(this);
    };
  }

  private Step letter(Key key) {
    return switch (Character.toLowerCase(key.character())) {
      case 'q' -> new Left();
      case '?', 'h' -> new Shown(new ClusterView(sort, reversed, selected, true));
      case '<' -> by(-1);
      case '>' -> by(1);
      case 'r' -> new Shown(new ClusterView(sort, !reversed, selected, false));
      default -> new Shown(this);
    };
  }

  private Step by(int places) {
    return new Shown(new ClusterView(sort.next(places), reversed, selected, false));
  }

  private Step moved(List<StudyFacts> sorted, int to) {
    if (sorted.isEmpty()) {
      return new Shown(this);
    }
    StudyFacts there = sorted.get(Math.max(0, Math.min(sorted.size() - 1, to)));
    return new Shown(new ClusterView(sort, reversed, there.naming().study(), false));
  }
}
