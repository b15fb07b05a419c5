package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.Methods;
import io.cairn.core.simulate.rehearsal.RegretCurves;
import io.cairn.core.transfer.PriorLandscape;
import io.cairn.server.archive.DamagedLandscapeException;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.UnknownLandscapeException;
import io.cairn.server.cli.RehearsalRounds.Entry;
import io.cairn.server.cli.RehearsalRounds.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn rehearse}. */
@Command(
    name = "rehearse",
    description = {
      "Replay methods on landscapes of the archive in virtual time: what would transfer have saved?",
      "Each landscape is the target in turn and the others are its priors. Nothing is run."
    },
    mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {

  private static final String LANDSCAPE = "landscape";

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Option(
      names = "--priors",
      split = ",",
      paramLabel = "LANDSCAPE",
      description = "Names or ids, at least two. Default: all of the archive that fit together.")
  private List<String> priors = List.of();

  @Option(
      names = "--methods",
      split = ",",
      paramLabel = "METHOD",
      defaultValue = "landscape,asha,random",
      description =
          "Methods of the catalogue. Those that use priors run without them too. Default:"
              + " ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  private List<String> methods;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs of each method on each target. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "4",
      description = "Simulated workers. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "16",
      description = "Full evaluations, summed over the workers. Default: ${DEFAULT-VALUE}.")
  private int budget;

  @Option(
      names = "--no-checkpoints",
      description = "A promoted trial starts from scratch. Default: it goes on.")
  private boolean fromScratch;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "No further round begins after this; every target is rehearsed once. Default:"
              + " ${DEFAULT-VALUE}.")
  private int seconds;

  @Override
  public Integer call() throws IOException {
    check();
    List<Entry> entries = new ArrayList<>();
    for (String method : methods) {
      entries.add(new Entry(method, Methods.usesPriors(method)));
      if (Methods.usesPriors(method)) {
        entries.add(new Entry(method, false));
      }
    }
    RehearsalTargets targets = RehearsalTargets.each(landscapes(), !fromScratch);
    if (targets.targets().size() < 2) {
      throw CommandException.refused(
          "a rehearsal needs two landscapes of one metric that share parameters"
              + (targets.leftOut().isEmpty() ? "" : "; " + String.join("; ", targets.leftOut()))
              + ". See `cairn landscape ls`");
    }
    RehearsalRounds.Result result =
        new RehearsalRounds(entries, seeds, workers, budget, Duration.ofSeconds(seconds))
            .run(targets.targets());
    if (global.json()) {
      System.out.println(json(result, entries, targets.leftOut()));
    } else {
      print(result, entries, targets.leftOut(), System.out);
    }
    return ExitCode.OK;
  }

  private void check() {
    require("--seeds", seeds, 1, 1_000);
    require("--workers", workers, 1, 10_000);
    require("--budget", budget, 2, 1_000);
    require("--time-limit", seconds, 1, 1_000_000);
    for (String method : methods) {
      Methods.problems(MethodSettings.of(method, 0))
          .forEach(
              problem -> {
                throw CommandException.invalid("--methods: " + problem.message());
              });
    }
    if (priors.size() == 1) {
      throw CommandException.invalid(
          "--priors = " + priors.get(0) + " is one landscape; name at least two, separated by ,");
    }
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw CommandException.invalid(
          option + " = " + value + " must be from " + least + " to " + most);
    }
  }

  private List<PriorLandscape> landscapes() throws IOException {
    LandscapeArchive archive = global.home().archive();
    List<LandscapeArchive.Entry> entries = new ArrayList<>();
    if (priors.isEmpty() || priors.equals(List.of("all"))) {
      LandscapeArchive.Contents contents = archive.contents();
      contents.damaged().forEach(damaged -> System.err.println(damaged.getMessage()));
      entries.addAll(contents.entries());
    } else {
      for (String name : priors) {
        try {
          entries.add(archive.find(name));
        } catch (UnknownLandscapeException | DamagedLandscapeException e) {
          throw CommandException.refused("--priors: " + e.getMessage());
        }
      }
    }
    return entries.stream()
        .map(e -> new PriorLandscape(e.id(), e.archived().name(), e.archived().landscape()))
        .toList();
  }

  // ---- text ------------------------------------------------------------------------------------

  private void print(
      RehearsalRounds.Result result, List<Entry> entries, List<String> leftOut, PrintStream out) {
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
              percent(outcome.rehearsal().target().explained()),
              Integer.toString(outcome.target().priors().size())));
    }
    about.lines().forEach(out::println);
    for (Entry entry : entries) {
      if (entry.withPriors()) {
        out.println();
        out.println(sentence(entry, saving(result, entry)));
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

  private static Estimate saving(RehearsalRounds.Result result, Entry entry) {
    return result
        .overTargets(entry)
        .savingAgainst(result.overTargets(new Entry(entry.method(), false)));
  }

  private String sentence(Entry entry, Estimate saving) {
    return savingSentence(entry.method(), saving, budget);
  }

  /** What priors would have saved, in a sentence. */
  static String savingSentence(String method, Estimate saving, int budget) {
    if (saving.value() <= 0) {
      return "With priors "
          + method
          + " takes no fewer full evaluations to what it reaches without them in "
          + budget
          + " (95 %: "
          + percent(saving.low())
          + " to "
          + percent(saving.high())
          + " fewer).";
    }
    return "With priors "
        + method
        + " takes "
        + percent(saving.value())
        + " fewer full evaluations (95 %: "
        + percent(saving.low())
        + " to "
        + percent(saving.high())
        + ") to what it reaches without them in "
        + budget
        + "."
        + (saving.low() <= 0 ? " The interval reaches 0: no saving is shown." : "");
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  // ---- JSON ------------------------------------------------------------------------------------

  private ObjectNode json(
      RehearsalRounds.Result result, List<Entry> entries, List<String> leftOut) {
    ObjectNode root = FigureText.object();
    root.put("seeds", seeds).put("workers", workers).put("budget", budget);
    root.put("rounds", result.done()).put("roundsPlanned", result.planned());
    root.put("between", "random forest, an interpolation of what was measured");
    curves(root.putArray("methods"), entries, entry -> result.overTargets(entry));
    ObjectNode savings = root.putObject("saving");
    for (Entry entry : entries) {
      if (entry.withPriors()) {
        FigureText.put(savings, entry.method(), saving(result, entry));
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
      curves(node.putArray("methods"), entries, outcome::of);
    }
    ArrayNode left = root.putArray("leftOut");
    leftOut.forEach(left::add);
    return root;
  }

  private void curves(
      ArrayNode array,
      List<Entry> entries,
      java.util.function.Function<Entry, RegretCurves> curves) {
    for (Entry entry : entries) {
      ObjectNode node = array.addObject();
      node.put("method", entry.method()).put("withPriors", entry.withPriors());
      ArrayNode regrets = node.putArray("regret");
      for (int b = 1; b <= budget; b++) {
        ObjectNode at = regrets.addObject();
        Estimate estimate = curves.apply(entry).at(b);
        at.put("budget", b);
        FigureText.put(at, "value", estimate.value());
        FigureText.put(at, "low", estimate.low());
        FigureText.put(at, "high", estimate.high());
      }
    }
  }
}
