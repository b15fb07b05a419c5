package io.cairn.server.faults;

import io.cairn.proto.Event;
import io.cairn.server.faults.FaultPlayer.Strike;
import io.cairn.server.journal.JournalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One study on a cluster to which a plan of faults happens. Everything is healed in the end, and
 * then the study must end and its journal must be sound.
 */
public final class FaultRun {

  private static final int TAIL = 60;

  private final ClusterProcesses cluster;
  private final Path folder;
  private final FaultSweep sweep;
  private final FaultPlan plan;
  private final String study;
  private final List<String> violations = new ArrayList<>();
  private List<Strike> strikes = List.of();

  /**
   * A run.
   *
   * @param folder where what went wrong is written to
   * @param study id of the study
   */
  public FaultRun(
      ClusterProcesses cluster, Path folder, FaultSweep sweep, FaultPlan plan, String study) {
    this.cluster = cluster;
    this.folder = folder;
    this.sweep = sweep;
    this.plan = plan;
    this.study = study;
  }

  /** Carries it out. Whatever goes wrong is in the report, and in a file beside it. */
  public RunReport run() {
    long began = System.nanoTime();
    Duration lasted = Duration.ZERO;
    try {
      ClusterStudy submitted = ClusterStudy.submit(cluster, sweep.json(), folder, study);
      strikes = FaultPlayer.play(cluster, submitted, plan, this::restartEnded);
      submitted.await(
          "the study ends",
          () -> {
            restartEnded();
            return submitted.ended();
          });
      lasted = Duration.ofNanos(System.nanoTime() - began);
      submitted.await("a whole cluster", this::isWhole);
    } catch (ConditionTimeoutException e) {
      violations.add(e.getMessage());
    }
    // In this order: a study that has not ended goes on meanwhile, and what was acknowledged before
    // the journal is read must be in it.
    Answers answers = Answers.of(cluster, study);
    StudyJournal journal = StudyJournal.read(cluster.database(), study);
    violations.addAll(StudyVerdict.violations(journal, sweep.limits(), answers));
    RunReport report = report(journal, answers, lasted);
    if (!violations.isEmpty()) {
      keepEvidence(report, journal);
    }
    return report;
  }

  private void restartEnded() {
    violations.addAll(cluster.restartEnded());
  }

  private boolean isWhole() {
    restartEnded();
    return cluster.isWhole();
  }

  private RunReport report(StudyJournal journal, Answers answers, Duration lasted) {
    Map<String, Integer> faults = new TreeMap<>();
    strikes.forEach(strike -> faults.merge(strike.fault().kind(), 1, Integer::sum));
    return new RunReport(
        plan.seed(),
        faults,
        count(journal, Event::hasTrialStarted),
        count(
            journal,
            event -> event.hasMetricsReported() && event.getMetricsReported().getRungPlusOne() > 0),
        count(journal, Event::hasEvaluationFailed),
        count(journal, Event::hasLeaseRestored),
        journal.failovers(),
        answers.refused(),
        takeovers(journal),
        lasted,
        violations);
  }

  private static int count(StudyJournal journal, Predicate<Event> which) {
    return (int) journal.events().stream().filter(which).count();
  }

  private List<Duration> takeovers(StudyJournal journal) {
    List<Duration> takeovers = new ArrayList<>();
    for (Strike strike : strikes) {
      if (strike.host() && strike.fault() instanceof Fault.Killed) {
        AtomicReference<String> before = new AtomicReference<>("");
        for (int i = 0; i < journal.entries().size(); i++) {
          JournalReader.Entry entry = journal.entries().get(i);
          String writer = journal.writers().get(i);
          if (entry.writtenAt().isBefore(strike.at())) {
            before.set(writer);
          } else if (!writer.equals(before.get())) {
            takeovers.add(Duration.between(strike.at(), entry.writtenAt()));
            break;
          }
        }
      }
    }
    return takeovers;
  }

  /** Everything that is needed to understand what went wrong, as files and as text. */
  private void keepEvidence(RunReport report, StudyJournal journal) {
    Path kept = folder.resolve("violations").resolve(study);
    try {
      Files.createDirectories(kept);
      Files.writeString(kept.resolve("what"), evidence(report));
      Files.writeString(kept.resolve("journal"), journal.text());
      for (NodeProcess node : cluster.nodes()) {
        Files.copy(
            node.log(),
            kept.resolve(node.name() + ".log"),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String evidence(RunReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report).append('\n').append(sweep).append('\n').append(plan).append('\n');
    report.violations().forEach(violation -> text.append("WRONG: ").append(violation).append('\n'));
    text.append("what happened:\n");
    strikes.forEach(strike -> text.append("  ").append(strike).append('\n'));
    return text.toString();
  }

  /** What a failing test says: the report, the plan, the journal and the ends of the logs. */
  public String explanation(RunReport report) {
    StringBuilder text = new StringBuilder(evidence(report));
    text.append(StudyJournal.read(cluster.database(), study).text());
    cluster
        .logTails(TAIL)
        .forEach(
            (node, tail) ->
                text.append("== ").append(node).append(" ==\n").append(tail).append('\n'));
    return text.toString();
  }
}
