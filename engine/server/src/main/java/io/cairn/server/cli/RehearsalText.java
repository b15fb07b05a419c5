package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.simulate.rehearsal.RegretCurves;
import io.cairn.server.cli.RehearsalRounds.Entry;
import io.cairn.server.cli.RehearsalRounds.Outcome;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Shows what came of a rehearsal.
 *
 * @param entries what was run, in the order to show
 * @param seeds runs of each on each target
 * @param workers simulated
 * @param budget full evaluations
 * @param result of the rounds
 * @param leftOut sentences about landscapes that are no target
 */
record RehearsalText(
    List<Entry> entries,
    int seeds,
    int workers,
    int budget,
    RehearsalRounds.Result result,
    List<String> leftOut) {

  void print(PrintStream out) {
    out.println(
        "Each of "
            + result.outcomes().size()
            + " landscapes is the target in turn, the others are its priors; "
            + seeds
            + (seeds == 1 ? " seed, " : " seeds, ")
            + workers
            + (workers == 1 ? " worker." : " workers."));
    out.println(
        "What a target did not measure is interpolated by a random forest; take the figures as a"
            + " rehearsal.");
    if (result.done() < result.planned()) {
      out.println(
          "The time limit left "
              + result.done()
              + " of "
              + result.planned()
              + " rounds; --time-limit gives more.");
    }
    leftOut.forEach(sentence -> out.println("Left out: " + sentence + "."));
    out.println();
    out.println(
        "Mean regret after so many full evaluations: 0 is the best measured, 1 the median.");
    List<Integer> shown = shown();
    List<String> header = new ArrayList<>(List.of("method"));
    shown.forEach(b -> header.add(Integer.toString(b)));
    header.add("95 % at " + budget);
    TextTable means = new TextTable(header);
    for (Entry entry : entries) {
      means.row(row(entry.label(), result.overTargets(entry), shown));
    }
    means.lines().forEach(out::println);
    out.println();
    header.set(0, "target");
    header.add(1, "method");
    TextTable each = new TextTable(header);
    for (Outcome outcome : result.outcomes()) {
      String name = outcome.target().landscape().name();
      for (Entry entry : entries) {
        List<String> row = new ArrayList<>(row(entry.label(), outcome.of(entry), shown));
        row.add(0, name);
        name = "";
        each.row(row);
      }
    }
    each.lines().forEach(out::println);
    out.println();
    TextTable about =
        new TextTable(List.of("target", "configurations", "forest explains", "its priors"));
    for (Outcome outcome : result.outcomes()) {
      about.row(
          List.of(
              outcome.target().landscape().name(),
              Integer.toString(outcome.rehearsal().target().measured()),
              FigureText.percent(outcome.rehearsal().target().explained()),
              Integer.toString(outcome.target().priors().size())));
    }
    about.lines().forEach(out::println);
    for (Entry entry : entries) {
      if (entry.withPriors()) {
        out.println();
        out.println(savingSentence(entry.method(), saving(entry), budget));
      }
    }
  }

  private static List<String> row(String label, RegretCurves curves, List<Integer> shown) {
    List<String> row = new ArrayList<>(List.of(label));
    for (int b : shown) {
      row.add(String.format(Locale.ROOT, "%.3f", curves.at(b).value()));
    }
    Estimate last = curves.at(shown.get(shown.size() - 1));
    row.add(
        curves.curves().length < 2
            ? ""
            : String.format(Locale.ROOT, "%.3f..%.3f", last.low(), last.high()));
    return row;
  }

  /** 1, 2, 4, .. and the whole budget. */
  private List<Integer> shown() {
    List<Integer> shown = new ArrayList<>();
    for (int b = 1; b < budget; b *= 2) {
      shown.add(b);
    }
    shown.add(budget);
    return shown;
  }

  private Estimate saving(Entry entry) {
    return result
        .overTargets(entry)
        .savingAgainst(result.overTargets(new Entry(entry.method(), false)));
  }

  /** What priors would have saved, in a sentence. */
  static String savingSentence(String method, Estimate saving, int budget) {
    if (saving.value() <= 0) {
      return "With priors "
          + method
          + " takes no fewer full evaluations to what it reaches without them in "
          + budget
          + " (95 %: "
          + FigureText.percent(saving.low())
          + " to "
          + FigureText.percent(saving.high())
          + " fewer).";
    }
    return "With priors "
        + method
        + " takes "
        + FigureText.percent(saving.value())
        + " fewer full evaluations (95 %: "
        + FigureText.percent(saving.low())
        + " to "
        + FigureText.percent(saving.high())
        + ") to what it reaches without them in "
        + budget
        + "."
        + (saving.low() <= 0 ? " The interval reaches 0: no saving is shown." : "");
  }

  ObjectNode json() {
    ObjectNode root = FigureText.object();
    root.put("seeds", seeds).put("workers", workers).put("budget", budget);
    root.put("rounds", result.done()).put("roundsPlanned", result.planned());
    root.put("between", "random forest, an interpolation of what was measured");
    curves(root.putArray("methods"), result::overTargets);
    ObjectNode savings = root.putObject("saving");
    for (Entry entry : entries) {
      if (entry.withPriors()) {
        FigureText.put(savings, entry.method(), saving(entry));
      }
    }
    ArrayNode targets = root.putArray("targets");
    for (Outcome outcome : result.outcomes()) {
      ObjectNode node = targets.addObject();
      node.put("id", outcome.target().landscape().id());
      node.put("name", outcome.target().landscape().name());
      node.put("configurations", outcome.rehearsal().target().measured());
      FigureText.put(node, "explained", outcome.rehearsal().target().explained());
      ArrayNode names = node.putArray("priors");
      outcome.target().priors().forEach(prior -> names.add(prior.name()));
      curves(node.putArray("methods"), outcome::of);
    }
    ArrayNode left = root.putArray("leftOut");
    leftOut.forEach(left::add);
    return root;
  }

  private void curves(ArrayNode array, Function<Entry, RegretCurves> curves) {
    for (Entry entry : entries) {
      ObjectNode node = array.addObject();
      node.put("method", entry.method()).put("withPriors", entry.withPriors());
      ArrayNode regrets = node.putArray("regret");
      for (int b = 1; b <= budget; b++) {
        ObjectNode at = regrets.addObject();
        Estimate estimate = curves.apply(entry).at(b);
        at.put("budget", b);
        FigureText.putInto(at, estimate);
      }
    }
  }
}
