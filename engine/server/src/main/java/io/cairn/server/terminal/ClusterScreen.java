package io.cairn.server.terminal;

import io.cairn.server.terminal.Table.Cell;
import io.cairn.server.terminal.Table.Column;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Draws a cluster: its studies above, its workers below. */
public final class ClusterScreen {

  private static final String KEYS = "q quit  Enter watch  < > sort  r reverse  ? help";
  private static final String FEW_KEYS = "q quit  ? help";
  private static final List<String> HELP =
      List.of(
          "q, Escape       leave",
          "up, down        choose a study; PgUp, PgDn, Home, End",
          "Enter           watch it; q comes back",
          "<, >            sort by another column; left and right do too",
          "r               turn the order over",
          "?               this; any key goes back");

  private static final int LOW = 16;

  private ClusterScreen() {}

  /** The screen for a width and a height. */
  public static Screen draw(
      ClusterPicture picture,
      ClusterView view,
      Freshness freshness,
      int width,
      int height,
      Look look) {
    Lines lines = new Lines(width, height, look);
    int count = picture.studies().size();
    lines.banner(
        "cairn top",
        (freshness.isStale() ? "STALE, " : "") + count + (count == 1 ? " study" : " studies"));
    AttributedString foot =
        freshness.isStale()
            ? new AttributedString(freshness.sentence(), look.notable())
            : new AttributedString(KEYS.length() <= width ? KEYS : FEW_KEYS, look.faint());
    if (view.help()) {
      lines.blank();
      HELP.forEach(text -> lines.add(" " + text, look.plain()));
      return new Screen(lines.foot(foot).all(), 1);
    }
    lines.add(slots(picture, width, look));
    int workers = workerRows(picture, height);
    if (height >= LOW) {
      lines.blank();
    }
    // Header, foot, and what the workers take: a blank line, a header, rows.
    int page = Math.max(1, lines.left() - 2 - (workers > 0 ? workers + 2 : 0));
    if (count == 0) {
      lines.add("No studies; hand one in with `cairn submit SWEEP`.", look.plain());
    } else {
      lines.addAll(studies(picture, view, page, width, look));
    }
    SlotFacts slots = picture.slots();
    if (slots != null && workers > 0) {
      while (lines.left() > workers + 3) {
        lines.blank();
      }
      lines.blank();
      lines.addAll(workers(slots, workers, width, look));
    }
    return new Screen(lines.foot(foot).all(), page);
  }

  private static int workerRows(ClusterPicture picture, int height) {
    SlotFacts slots = picture.slots();
    return slots == null || height < LOW ? 0 : Math.min(slots.workers().size(), height / 4);
  }

  private static AttributedString slots(ClusterPicture picture, int width, Look look) {
    SlotFacts slots = picture.slots();
    if (slots == null) {
      return Lines.labelled("slots", "not known yet", look.plain(), look);
    }
    String text = WatchScreen.slots(slots);
    int room = Math.min(40, width - "slots ".length() - text.length() - 2);
    AttributedStringBuilder line = new AttributedStringBuilder().styled(look.faint(), "slots ");
    if (room >= 6) {
      double share = slots.slots() == 0 ? 0 : slots.busy() / (double) slots.slots();
      line.styled(look.good(), Bars.bar(share, room, look)).append("  ");
    }
    return line.append(text).toAttributedString();
  }

  private static List<AttributedString> studies(
      ClusterPicture picture, ClusterView view, int page, int width, Look look) {
    List<StudyFacts> sorted = view.sorted(picture);
    int place = view.place(sorted);
    // The chosen one stays in the middle as far as the ends allow.
    int from = Math.max(0, Math.min(place - page / 2, sorted.size() - page));
    Table table =
        new Table(
            List.of(
                new Column(title("study", view, look), false, Integer.MAX_VALUE, true),
                Column.words(title("state", view, look), 9),
                Column.number("best", 8),
                Column.words(title("progress", view, look), 7),
                Column.number(title("running", view, look), 6),
                Column.number(title("waiting", view, look), 4),
                Column.number(title("failures", view, look), 3),
                Column.number(title("elapsed", view, look), 2)));
    int bar = width >= 100 ? 14 : 6;
    for (int i = from; i < Math.min(sorted.size(), from + page); i++) {
      StudyFacts study = sorted.get(i);
      StudyFacts.Best best = study.best();
      Double progress = study.pace().progress();
      Long failures = study.counts().failures();
      Double elapsed = study.pace().elapsedSeconds();
      table.row(
          List.of(
              new Cell(study.naming().study(), look.strong()),
              new Cell(study.naming().state(), look.state(study.naming().state())),
              new Cell(best == null ? "" : Figures.brief(best.value()), look.plain()),
              new Cell(
                  progress == null
                      ? ""
                      : Bars.bar(progress, bar, look) + " " + Figures.percent(progress),
                  look.good()),
              new Cell(Long.toString(study.counts().running()), look.plain()),
              new Cell(Long.toString(study.counts().waiting()), look.plain()),
              new Cell(
                  failures == null ? "" : Long.toString(failures),
                  failures != null && failures > 0 ? look.notable() : look.plain()),
              new Cell(elapsed == null ? "" : Figures.clock(elapsed), look.plain())),
          i == place);
    }
    return table.lines(width, look);
  }

  private static String title(String word, ClusterView view, Look look) {
    if (!view.sort().word().equals(word)) {
      return word;
    }
    return word + (look.unicode() ? view.reversed() ? "▴" : "▾" : view.reversed() ? "^" : "v");
  }

  private static List<AttributedString> workers(SlotFacts slots, int rows, int width, Look look) {
    Table table =
        new Table(
            List.of(
                Column.words("worker", 9),
                Column.number("busy", 8),
                Column.number("slots", 7),
                Column.words("state", 5),
                Column.words("labels", 3),
                Column.flexible("running")));
    int shown = slots.workers().size() > rows ? rows - 1 : rows;
    for (SlotFacts.Worker worker : slots.workers().subList(0, shown)) {
      table.row(
          List.of(
              new Cell(worker.name(), look.strong()),
              new Cell(Long.toString(worker.busy()), look.plain()),
              new Cell(Long.toString(worker.slots()), look.plain()),
              new Cell(
                  worker.draining() ? "draining" : "ready",
                  worker.draining() ? look.notable() : look.good()),
              new Cell(worker.labels(), look.plain()),
              new Cell(worker.running(), look.plain())));
    }
    List<AttributedString> lines = new java.util.ArrayList<>(table.lines(width, look));
    if (shown < slots.total()) {
      lines.add(
          new AttributedString("  and " + (slots.total() - shown) + " more workers", look.faint()));
    }
    return lines;
  }
}
