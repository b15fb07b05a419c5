package io.cairn.server.report;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.landscape.advice.AdvisorSettings;
import io.cairn.core.landscape.advice.FidelityAdvice;
import io.cairn.core.landscape.advice.FidelityAdvisor;
import io.cairn.core.landscape.advice.LevelAdvice;
import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.importance.Focus;
import io.cairn.core.landscape.importance.FunctionalAnova;
import io.cairn.core.landscape.map.Cartographer;
import io.cairn.core.landscape.map.LandscapeMap;
import io.cairn.core.landscape.map.MapSettings;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.landscape.topology.Figure;
import io.cairn.core.landscape.topology.Tolerance;
import io.cairn.core.landscape.topology.Topology;
import io.cairn.core.landscape.topology.TopologyReport;
import io.cairn.core.landscape.topology.TopologySettings;
import io.cairn.core.space.NumberText;
import io.cairn.core.space.Parameter;
import io.cairn.core.surrogate.ForestSettings;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.picture.FidelityCurves;
import io.cairn.server.picture.ImportanceBars;
import io.cairn.server.picture.MapPicture;
import io.cairn.server.picture.PictureFragment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * What the study's landscape looks like: the section of the report that is drawn here and not in
 * the reader's browser, with the same code as {@code cairn landscape}.
 */
final class LandscapeSection {

  /** Fewer configurations make no map worth looking at. */
  private static final int LEAST = 15;

  /** A higher level with fewer tells less than a lower one with so many. */
  private static final int PLENTY = 30;

  /** More trials are thinned out evenly before anything is computed: a report must not be slow. */
  private static final int MOST = 2_000;

  /** Figures of more measured nodes would make the report wait. */
  private static final int MOST_NODES = 5_000;

  private static final Provenance NOWHERE = Provenance.of("", "", Instant.EPOCH, "");

  private final StudyHistory history;
  private final StringBuilder html = new StringBuilder();

  LandscapeSection(StudyHistory history) {
    this.history = history;
  }

  /** The section; a sentence if there is too little to see. */
  String html() {
    html.append(
        "<section class=\"card landscape\" id=\"landscape\" aria-labelledby=\"landscape-title\">\n");
    html.append("<h2 id=\"landscape-title\">Landscape</h2>\n");
    Landscape all = history.landscape(NOWHERE);
    OptionalInt found = level(all);
    if (found.isEmpty()) {
      sentence(
          "Fewer than "
              + LEAST
              + " configurations were measured at any level: too few to see a shape.");
      return html.append("</section>\n").toString();
    }
    int level = found.getAsInt();
    // Only those measured at the level: an even sample of all would leave few of a high one.
    Landscape shown =
        all.measured(level) > MOST
            ? thinned(trial -> trial.results().stream().anyMatch(r -> r.rung() == level))
            : all;
    said(shown.measured(level), all.measured(level), "measured at this level");
    map(shown, level);
    importance(shown, level);
    fidelity(all);
    topology(all, level);
    return html.append("</section>\n").toString();
  }

  private void sentence(String text) {
    html.append("<p class=\"caption\">").append(ScriptSafe.html(text)).append("</p>\n");
  }

  private void heading(String text) {
    html.append("<h3>").append(ScriptSafe.html(text)).append("</h3>\n");
  }

  /** The highest level with plenty of configurations, else the highest with enough. */
  private static OptionalInt level(Landscape landscape) {
    for (int enough : new int[] {PLENTY, LEAST}) {
      for (int level = landscape.top(); level >= 0; level--) {
        if (landscape.measured(level) >= enough) {
          return OptionalInt.of(level);
        }
      }
    }
    return OptionalInt.empty();
  }

  /** An even sample of the trials that qualify, over the whole of the study, and the best. */
  private Landscape thinned(Predicate<TrialHistory> qualifies) {
    int[] trials = history.trials().stream().filter(qualifies).mapToInt(t -> t.number()).toArray();
    int most = Math.min(MOST, trials.length);
    boolean[] kept = new boolean[history.trials().size()];
    for (int i = 0; i < most; i++) {
      kept[trials[(int) ((long) i * trials.length / most)]] = true;
    }
    // The best stays: a map without it would mislead.
    history.best().ifPresent(best -> kept[best.trial()] = true);
    return history.landscape(NOWHERE, trial -> kept[trial.number()]);
  }

  private void said(int looked, int all, String which) {
    if (looked < all) {
      sentence(
          looked + " of " + all + " configurations " + which + ", evenly spaced, are looked at.");
    }
  }

  private String at(Landscape landscape, int level) {
    return landscape.metric()
        + " at "
        + landscape.resource()
        + " "
        + text(landscape.levels()[level]);
  }

  private static String text(double level) {
    return level == Math.rint(level) && Math.abs(level) < 1e15
        ? Long.toString((long) level)
        : NumberText.of(level);
  }

  private void map(Landscape landscape, int level) {
    long seed = history.spec().method().seed();
    LandscapeMap map = Cartographer.map(landscape, level, MapSettings.standard(seed));
    List<String> names = Arrays.stream(map.rows()).mapToObj(row -> name(landscape, row)).toList();
    heading("Map, " + at(landscape, level));
    html.append(
        PictureFragment.of(
            MapPicture.of("", "Seed " + seed + ".", map, names, landscape.metric())));
  }

  private static String name(Landscape landscape, int row) {
    List<String> words = new ArrayList<>();
    for (int p = 0; p < landscape.space().dimensions(); p++) {
      long code = landscape.code(p, row);
      if (code != Parameter.INACTIVE) {
        Parameter parameter = landscape.space().parameter(p);
        words.add(parameter.name() + "=" + Parameter.text(parameter.value(code)));
      }
    }
    return String.join(", ", words);
  }

  private void importance(Landscape landscape, int level) {
    heading("What parameters decide alone and in pairs, " + at(landscape, level));
    html.append(
        PictureFragment.of(
            new ImportanceBars(
                "",
                "Unlike the importance above, which asks what a prediction of the ranks loses, this"
                    + " splits the variance of the loss itself.",
                List.of(
                    FunctionalAnova.sampled(
                        landscape,
                        level,
                        Focus.WHOLE_SPACE,
                        ForestSettings.standard(),
                        history.spec().method().seed())))));
  }

  private void fidelity(Landscape all) {
    if (all.top() == 0) {
      return;
    }
    Landscape landscape = all.size() > MOST ? thinned(trial -> !trial.results().isEmpty()) : all;
    FidelityAdvice advice = FidelityAdvisor.advise(landscape, AdvisorSettings.standard());
    heading("Which " + landscape.resource() + " can be trusted");
    said(landscape.size(), all.size(), "measured");
    if (advice.levels().stream().noneMatch(LandscapeSection::judged)) {
      // Curves through a handful of survivors would say something that nobody knows.
      sentence(advice.why());
      return;
    }
    List<FidelityCurves.Level> levels = new ArrayList<>();
    int trusted = -1;
    for (LevelAdvice one : advice.levels()) {
      if (trusted < 0 && one.judgement() == LevelAdvice.Judgement.TRUSTED) {
        trusted = levels.size();
      }
      levels.add(
          new FidelityCurves.Level(
              one.resource(),
              interval(one.agreement().rho()),
              interval(one.agreement().overlap()),
              one.costShare()));
    }
    html.append(
        PictureFragment.of(
            new FidelityCurves("", advice.why(), landscape.resource(), levels, trusted)));
  }

  private static boolean judged(LevelAdvice level) {
    return level.judgement() != LevelAdvice.Judgement.TOO_LITTLE_DATA;
  }

  private static FidelityCurves.Interval interval(Estimate estimate) {
    return estimate.known()
        ? new FidelityCurves.Interval(estimate.value(), estimate.low(), estimate.high())
        : new FidelityCurves.Interval(Double.NaN, Double.NaN, Double.NaN);
  }

  private void topology(Landscape landscape, int level) {
    Optional<Grid> grid = Grid.ofDeclaredLevels(landscape.space());
    if (grid.isEmpty()) {
      sentence(
          "A parameter has no declared levels, so there are no neighbours to count optima among;"
              + " cairn show --landscape describes the sample.");
      return;
    }
    if (landscape.measured(level) > MOST_NODES) {
      sentence(
          "More than "
              + MOST_NODES
              + " nodes of the grid were measured; cairn show --landscape tells their figures. A"
              + " sample would lack the neighbours that they rest on.");
      return;
    }
    TopologyReport report =
        Topology.analyze(GridLandscape.of(landscape, level, grid.get()), TopologySettings.DEFAULT);
    html.append("<details><summary>Figures of the landscape's shape, ");
    html.append(ScriptSafe.html(at(landscape, level)));
    html.append("</summary>\n<div class=\"scroll\"><table><thead><tr>");
    for (String name : List.of("figure", "value", "95 % interval", "n", "mode", "eps", "reading")) {
      html.append("<th scope=\"col\">").append(name).append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
    for (Figure figure : report.figures()) {
      html.append("<tr>");
      cell(figure.metric().label());
      cell(number(figure.value()));
      cell(
          figure.interval().present()
              ? number(figure.interval().lower()) + " to " + number(figure.interval().upper())
              : "");
      cell(Long.toString(figure.n()));
      cell(figure.mode().name().toLowerCase(Locale.ROOT));
      cell(eps(figure));
      cell(figure.metric().reading());
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
    sentence(
        "Coverage of the grid "
            + number(report.coverage())
            + "; neighbours by the rule "
            + report.neighbourRule()
            + ". A search does not draw at random: read the figures with their coverage.");
    html.append("</details>\n");
  }

  private void cell(String text) {
    html.append("<td>").append(ScriptSafe.html(text)).append("</td>");
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String eps(Figure figure) {
    if (figure.tolerance() == Tolerance.NONE) {
      return "";
    }
    String kind = figure.tolerance().name().toLowerCase(Locale.ROOT);
    return Double.isNaN(figure.eps()) ? kind : number(figure.eps()) + " " + kind;
  }
}
