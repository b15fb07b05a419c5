package io.cairn.server.cluster;

import io.cairn.proto.cluster.WorkDescription;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.workers.node.EvaluatorSource;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs the evaluations of each study on this node. Asks the study once what its evaluations
 * are; keeps what it made for the next ones, and lets go of what was not used for a while.
 * Thread-safe.
 */
public final class StudyEvaluators implements EvaluatorSource, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StudyEvaluators.class);

  /** Evaluators without an evaluation that are kept for the next one. */
  private static final int MOST_IDLE = 8;

  private static final Duration ASK = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Makes what runs the evaluations of a study. */
  @FunctionalInterface
  public interface Work {

    /**
     * Makes it.
     *
     * @throws Exception if this node cannot run them; the text goes to the person
     */
    Evaluator of(WorkDescription description) throws Exception;
  }

  /** One study's, with the number of evaluations that use it. */
  private static final class Kept {
    final Evaluator evaluator;
    int inUse;

    Kept(Evaluator evaluator) {
      this.evaluator = evaluator;
    }
  }

  private record Connection(StudyEntities studies, ActorSystem<?> system) {}

  private final Work work;
  private volatile @Nullable Connection connection;

  /** By study, the one used longest ago first. */
  private final Map<String, Kept> kept = new LinkedHashMap<>();

  StudyEvaluators(Work work) {
    this.work = work;
  }

  /** From now on studies are asked by way of this system. */
  void connect(StudyEntities studies, ActorSystem<?> system) {
    connection = new Connection(studies, system);
  }

  @Override
  public Evaluator of(String study) throws Exception {
    return new InUse(study, take(study));
  }

  private Kept take(String study) throws Exception {
    synchronized (kept) {
      Kept known = kept.remove(study);
      if (known != null) {
        kept.put(study, known);
        known.inUse++;
        return known;
      }
    }
    Kept made = new Kept(work.of(describe(study)));
    synchronized (kept) {
      Kept meanwhile = kept.get(study);
      if (meanwhile != null) {
        close(made);
        made = meanwhile;
      }
      kept.put(study, made);
      made.inUse++;
      return made;
    }
  }

  private void giveBack(Kept used) {
    List<Kept> unused = new ArrayList<>();
    synchronized (kept) {
      used.inUse--;
      List<String> idle =
          kept.entrySet().stream()
              .filter(entry -> entry.getValue().inUse == 0)
              .map(Map.Entry::getKey)
              .toList();
      for (String study : idle.subList(0, Math.max(0, idle.size() - MOST_IDLE))) {
        unused.add(kept.remove(study));
      }
    }
    unused.forEach(StudyEvaluators::close);
  }

  /** Waits for as long as the study cannot be reached; a slot that is cancelled is interrupted. */
  private WorkDescription describe(String study) throws InterruptedException {
    while (true) {
      Connection by = connection;
      if (by == null) {
        throw new IllegalStateException("the node has not joined yet");
      }
      try {
        WorkDescription description =
            AskPattern.ask(
                    by.studies().of(study),
                    StudyCoordinator.DescribeWork::new,
                    ASK,
                    by.system().scheduler())
                .toCompletableFuture()
                .get(ASK.toMillis() * 2, TimeUnit.MILLISECONDS);
        if (!description.getFound()) {
          throw new IllegalStateException("the cluster has no study " + study);
        }
        return description;
      } catch (ExecutionException | TimeoutException e) {
        LOG.info("study {} does not say yet what its evaluations are; it is asked again", study);
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    }
  }

  private static void close(Kept evaluator) {
    try {
      evaluator.evaluator.close();
    } catch (RuntimeException e) { // of somebody else's code
      LOG.warn("an evaluator did not close", e);
    }
  }

  /** Called when nothing runs any more. */
  @Override
  public void close() {
    synchronized (kept) {
      kept.values().forEach(StudyEvaluators::close);
      kept.clear();
    }
  }

  /** An evaluator for one evaluation. */
  private final class InUse implements Evaluator {
    private final String study;
    private final Kept used;

    InUse(String study, Kept used) {
      this.study = study;
      this.used = used;
    }

    @Override
    public Outcome evaluate(Evaluation evaluation, Progress progress) throws Exception {
      try {
        return used.evaluator.evaluate(evaluation, progress);
      } finally {
        giveBack(used);
      }
    }

    @Override
    public String toString() {
      return "evaluator of study " + study;
    }
  }
}
