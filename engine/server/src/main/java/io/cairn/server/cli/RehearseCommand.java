package io.cairn.server.cli;

import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.Methods;
import io.cairn.core.transfer.PriorLandscape;
import io.cairn.server.archive.DamagedLandscapeException;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.UnknownLandscapeException;
import io.cairn.server.cli.RehearsalRounds.Entry;
import io.cairn.server.studies.CairnException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
    for (String method : new LinkedHashSet<>(methods)) {
      entries.add(new Entry(method, Methods.usesPriors(method)));
      if (Methods.usesPriors(method)) {
        entries.add(new Entry(method, false));
      }
    }
    RehearsalTargets targets = RehearsalTargets.each(landscapes(), !fromScratch);
    if (targets.targets().size() < 2) {
      throw CairnException.refused(
          "a rehearsal needs two landscapes of one metric that share parameters"
              + (targets.leftOut().isEmpty() ? "" : "; " + String.join("; ", targets.leftOut()))
              + ". See `cairn landscape ls`");
    }
    RehearsalRounds.Result result =
        new RehearsalRounds(entries, seeds, workers, budget, Duration.ofSeconds(seconds))
            .run(targets.targets());
    RehearsalText text =
        new RehearsalText(entries, seeds, workers, budget, result, targets.leftOut());
    if (global.json()) {
      System.out.println(text.json());
    } else {
      text.print(System.out);
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
                throw CairnException.invalid("--methods: " + problem.message());
              });
    }
    if (priors.size() == 1) {
      throw CairnException.invalid(
          "--priors = " + priors.get(0) + " is one landscape; name at least two, separated by ,");
    }
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw CairnException.invalid(
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
          throw CairnException.refused("--priors: " + e.getMessage());
        }
      }
    }
    return entries.stream()
        .map(e -> new PriorLandscape(e.id(), e.archived().name(), e.archived().landscape()))
        .toList();
  }
}
