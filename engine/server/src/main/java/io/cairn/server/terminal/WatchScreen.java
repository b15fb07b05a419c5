package io.cairn.server.terminal;

import io.cairn.server.terminal.Table.Cell;
import io.cairn.server.terminal.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Draws a study that is watched. The lower a screen, the less of each part is on it. */
public final class WatchScreen {

  private static final String KEYS = "q quit  p pause  r resume  s stop  ? help";
  private static final String FEW_KEYS = "q quit  ? help";
  private static final List<String> HELP =
      List.of(
          "q, Escape       leave; the study goes on",
          "up, down        newer and older decisions",
          "PgUp, PgDn      a page of them; Home, End",
          "p               pause the study (role run)",
          "r               resume it (role run)",
          "s               stop it for good (role run)",
          "?               this; any key goes back");

  private static final int SPACIOUS = 22;
  private static final int LOW = 16;

  private final StudyPicture picture;
  private final WatchView view;
  private final Freshness freshness;
  private final int width;
  private final int height;
  private final Look look;

  private WatchScreen(
      StudyPicture picture, WatchView view, Freshness freshness, int width, int height, Look look) {
    this.picture = picture;
    this.view = view;
    this.freshness = freshness;
    this.width = width;
    this.height = height;
    this.look = look;
  }

  /** The screen for a width and a height. */
  public static Screen draw(
      StudyPicture picture, WatchView view, Freshness freshness, int width, int height, Look look) {
    return new WatchScreen(picture, view, freshness, width, height, look).screen();
  }

  private Screen screen() {
    Lines lines = new Lines(width, height, look);
    StudyFacts facts = picture.facts();
    String state = facts.naming().state();
    lines.banner("cairn watch  " + facts.title(), freshness.isStale() ? "STALE, " + state : state);
    if (view.help()) {
      lines.blank();
      HELP.forEach(text -> lines.add(" " + text, look.plain()));
      return new Screen(lines.foot(foot()).all(), 1);
    }
    head(lines, facts);
    if (height >= SPACIOUS) {
      lines.blank();
    }
    rungs(lines, facts);
    if (height >= LOW) {
      curves(lines);
    }
    if (height >= SPACIOUS) {
      lines.blank();
    }
    int page = decisions(lines);
    return new Screen(lines.foot(foot()).all(), page);
  }

  // ---- head ------------------------------------------------------------------------------------

  private void head(Lines lines, StudyFacts facts) {
    StudyFacts.Naming naming = facts.naming();
    if (height >= LOW) {
      lines.add(
          Stream.of(
                  naming.study(),
                  naming.method(),
                  (naming.aim().direction() + " " + naming.aim().metric()).strip())
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining(look.separator())),
          look.faint());
    }
    lines.add(budget(facts));
    lines.addAll(Text.flow(counts(facts.counts()), width));
    SlotFacts slots = picture.slots();
    if (slots != null && height >= LOW) {
      lines.add(Lines.labelled("slots", slots(slots), look.plain(), look));
    }
    best(lines, facts);
    if (!naming.ended().isEmpty()) {
      lines.add(Lines.labelled("why ", naming.ended(), look.strong(), look));
    }
    if (!picture.current()) {
      lines.add("The journal is still being read; what follows is a part of it.", look.notable());
    }
  }

  static String slots(SlotFacts slots) {
    return slots.busy()
        + " of "
        + slots.slots()
        + " busy, "
        + slots.demanded()
        + " wanted, "
        + slots.total()
        + (slots.total() == 1 ? " worker" : " workers");
  }

  private List<AttributedString> counts(StudyFacts.Counts counts) {
    List<AttributedString> pairs = new ArrayList<>();
    pairs.add(pair("trials", counts.trials(), false));
    pairs.add(pair("evaluations", counts.evaluations(), false));
    pairs.add(pair("running", counts.running(), false));
    pairs.add(pair("waiting", counts.waiting(), false));
    Long failures = counts.failures();
    if (failures != null) {
      pairs.add(pair("failures", failures, failures > 0));
    }
    Long relocations = counts.relocations();
    if (relocations != null) {
      pairs.add(pair("relocations", relocations, relocations > 0));
    }
    return pairs;
  }

  private AttributedString pair(String label, long count, boolean notable) {
    return Lines.labelled(
        label, Long.toString(count), notable ? look.notable() : look.plain(), look);
  }

  private AttributedString budget(StudyFacts facts) {
    Double progress = facts.pace().progress();
    Double told = facts.pace().elapsedSeconds();
    double elapsed = told == null ? 0 : told;
    String times = Figures.clock(elapsed) + " elapsed";
    if (progress == null) {
      return Lines.labelled("time ", told == null ? "not known yet" : times, look.plain(), look);
    }
    boolean running = facts.naming().state().equals("running");
    if (running && progress > 0.02 && progress < 1) {
      times += ", about " + Figures.clock(elapsed * (1 / progress - 1)) + " left";
    }
    String share = Figures.percent(progress);
    int room = width - "budget ".length() - share.length() - times.length() - 3;
    if (room < 8) {
      times = Figures.clock(elapsed);
      room = width - "budget ".length() - share.length() - times.length() - 3;
    }
    return new AttributedStringBuilder()
        .styled(look.faint(), "budget ")
        .styled(look.good(), Bars.bar(progress, Math.max(0, Math.min(40, room)), look))
        .styled(look.strong(), " " + share)
        .append("  " + times)
        .toAttributedString();
  }

  private void best(Lines lines, StudyFacts facts) {
    StudyFacts.Best best = facts.best();
    if (best == null) {
      lines.add(Lines.labelled("best", "no result yet", look.plain(), look));
      return;
    }
    String resource = facts.naming().aim().resource();
    lines.add(
        new AttributedStringBuilder()
            .styled(look.faint(), "best ")
            .append(facts.naming().aim().metric() + " ")
            .styled(look.notable(), Figures.brief(best.value()))
            .append("  trial " + best.trial())
            .append(
                Double.isNaN(best.resource()) || resource.isEmpty()
                    ? ""
                    : "  " + resource + " " + Figures.brief(best.resource()))
            .toAttributedString());
    List<String> values = new ArrayList<>();
    best.configuration().forEach((name, value) -> values.add(name + "=" + value));
    List<String> wrapped = Text.wrap(values, width - 5, "  ", look);
    int most = height < LOW ? 1 : height < SPACIOUS ? 2 : 4;
    for (int i = 0; i < Math.min(most, wrapped.size()); i++) {
      String more = i == most - 1 && wrapped.size() > most ? " " + look.ellipsis() : "";
      lines.add(
          "     " + Text.cut(wrapped.get(i), width - 5 - more.length(), look) + more, look.plain());
    }
  }

  // ---- rungs -----------------------------------------------------------------------------------

  private void rungs(Lines lines, StudyFacts facts) {
    List<StudyFacts.Rung> rungs = facts.rungs();
    boolean low = height < LOW;
    int most = low ? 2 : Math.max(1, (lines.left() - 3) / 2 - 1);
    if (rungs.isEmpty() || lines.left() < 4) {
      return;
    }
    boolean brackets = rungs.stream().anyMatch(rung -> rung.bracket() != rungs.get(0).bracket());
    String resource = facts.naming().aim().resource();
    Table table =
        new Table(
            List.of(
                Column.number(brackets ? "bracket" : "", brackets ? 4 : -1),
                Column.number(resource.isEmpty() ? "level" : resource, 9),
                Column.number("running", 6),
                Column.number("results", 8),
                Column.number("promoted", 5),
                Column.number("best", 7),
                Column.words("", 0)));
    long largest = Math.max(1, rungs.stream().mapToLong(StudyFacts.Rung::results).max().orElse(1));
    int bar = width >= 100 ? 30 : 12;
    for (StudyFacts.Rung rung : rungs.subList(0, Math.min(most, rungs.size()))) {
      Double best = rung.best();
      table.row(
          List.of(
              new Cell(brackets ? Long.toString(rung.bracket()) : "", look.plain()),
              new Cell(Figures.brief(rung.level()), look.strong()),
              new Cell(Long.toString(rung.running()), look.plain()),
              new Cell(Long.toString(rung.results()), look.plain()),
              new Cell(Long.toString(rung.promoted()), look.plain()),
              new Cell(best == null ? "" : Figures.brief(best), look.plain()),
              new Cell(Bars.plainBar(rung.results() / (double) largest, bar, look), look.good())));
    }
    lines.addAll(table.lines(width, look));
    if (rungs.size() > most && !low) {
      lines.add("  and " + (rungs.size() - most) + " more rungs", look.faint());
    }
  }

  // ---- curves ----------------------------------------------------------------------------------

  private void curves(Lines lines) {
    if (picture.results().isEmpty() || lines.left() < 6) {
      return;
    }
    int room = Math.min(100, width - 9);
    lines.add(
        Lines.labelled(
            "best   ", Bars.squeezed(picture.incumbents(), room, look), look.notable(), look));
    lines.add(
        Lines.labelled("results", Bars.newest(picture.results(), room, look), look.good(), look));
  }

  // ---- decisions -------------------------------------------------------------------------------

  private int decisions(Lines lines) {
    int page = Math.max(1, lines.left() - 2);
    List<Decision> all = picture.decisions();
    if (all.isEmpty() || lines.left() < 3) {
      return page;
    }
    int from = Math.max(0, Math.min(view.scroll(), all.size() - page));
    int to = Math.min(all.size(), from + page);
    String place =
        "newest decisions"
            + (from > 0 ? ", " + (from + 1) + " to " + to : "")
            + " of "
            + picture.decisionsTotal();
    Table table =
        new Table(
            List.of(
                Column.number("trial", 9),
                Column.words("decision", 8),
                Column.number("at", 1),
                Column.flexible(place)));
    for (Decision decision : all.subList(from, to)) {
      table.row(
          List.of(
              new Cell(Long.toString(decision.trial()), look.plain()),
              new Cell(
                  decision.kind(),
                  decision.kind().equals("failed")
                      ? look.notable()
                      : decision.kind().equals("promoted") ? look.good() : look.faint()),
              new Cell(Figures.brief(decision.resource()), look.plain()),
              new Cell(decision.reason(), look.plain())));
    }
    lines.addAll(table.lines(width, look));
    return page;
  }

  // ---- foot ------------------------------------------------------------------------------------

  private AttributedString foot() {
    Wish question = view.question();
    if (question != null) {
      return question(question.question());
    }
    if (freshness.isStale()) {
      return new AttributedString(freshness.sentence(), look.notable());
    }
    if (!view.notice().isEmpty()) {
      return new AttributedString(view.notice(), look.notable());
    }
    return new AttributedString(KEYS.length() <= width ? KEYS : FEW_KEYS, look.faint());
  }

  /** The answers that there are must be seen whatever has to give way. */
  private AttributedString question(String text) {
    String answers = " y/n";
    return new AttributedString(
        Text.cut(text, width - answers.length(), look) + answers, look.notable());
  }
}
