package io.cairn.server.history;

import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A sweep in virtual time through the real decider: slots ask, train, report, fail and vanish as a
 * seed says, so that histories are tested on event streams as a coordinator writes them.
 */
public final class SimulatedSweep {

  /** What training a configuration up to a resource level gives. */
  public interface Training {
    Map<String, Double> metrics(Configuration configuration, double resource);
  }

  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final StudySpec spec;
  private final Training training;
  private final StudyDecider decider = new StudyDecider();
  private final List<StudyEvent> events = new ArrayList<>();
  private final StudyState state;
  private int slots = 4;
  private double secondsPerUnit = 2;
  private double errorRate;
  private double lossRate;
  private double restoreRate;
  private boolean ignoresCheckpoints;
  private int restartAfter = Integer.MAX_VALUE;
  private int stopAfter = Integer.MAX_VALUE;
  private String workerPattern = "node-%d";
  private Random random = new Random(1);
  private Instant now = START;
  private final PriorityQueue<Step> queue =
      new PriorityQueue<>(java.util.Comparator.comparing(Step::at).thenComparingLong(Step::order));
  private long order;

  private record Step(Instant at, long order, Runnable action) {}

  public SimulatedSweep(StudySpec spec, Training training) {
    this.spec = spec;
    this.training = training;
    this.state = new StudyState(spec);
  }

  /** Evaluations at a time, two to a worker. */
  public SimulatedSweep slots(int count) {
    slots = count;
    return this;
  }

  public SimulatedSweep secondsPerUnit(double seconds) {
    secondsPerUnit = seconds;
    return this;
  }

  public SimulatedSweep seed(long seed) {
    random = new Random(seed);
    return this;
  }

  /** Share of evaluations that end with an error. */
  public SimulatedSweep errors(double rate) {
    errorRate = rate;
    return this;
  }

  /** Share of evaluations whose worker vanishes. */
  public SimulatedSweep losses(double rate) {
    lossRate = rate;
    return this;
  }

  /** Share of vanished workers that come back after their lease expired. */
  public SimulatedSweep comebacks(double rate) {
    restoreRate = rate;
    return this;
  }

  /** The script starts from 1 whatever it was given. */
  public SimulatedSweep ignoringCheckpoints() {
    ignoresCheckpoints = true;
    return this;
  }

  /** A second session opens, three minutes later, after so many events. */
  public SimulatedSweep restartAfter(int eventCount) {
    restartAfter = eventCount;
    return this;
  }

  /** The stream breaks off after so many events. */
  public SimulatedSweep breakOffAfter(int eventCount) {
    stopAfter = eventCount;
    return this;
  }

  /** Pattern of worker names, with one %d. */
  public SimulatedSweep workers(String pattern) {
    workerPattern = pattern;
    return this;
  }

  /** Runs to the end and gives the events. */
  public List<StudyEvent> run() {
    decide(new StudyCommand.OpenSession("run"));
    for (int slot = 0; slot < slots; slot++) {
      String worker = String.format(workerPattern, slot / 2);
      schedule(0.05 * slot, () -> ask(worker));
    }
    schedule(spec.lease().toSeconds() / 2.0, this::tick);
    while (!queue.isEmpty() && events.size() < stopAfter) {
      Step step = queue.remove();
      now = step.at();
      if (events.size() >= restartAfter) {
        restart();
      }
      step.action().run();
    }
    return List.copyOf(events.subList(0, Math.min(stopAfter, events.size())));
  }

  /** The state that the decider ended with. */
  public StudyState state() {
    return state;
  }

  private void restart() {
    restartAfter = Integer.MAX_VALUE;
    Duration pause = Duration.ofMinutes(3);
    List<Step> later = new ArrayList<>(queue);
    queue.clear();
    later.forEach(s -> queue.add(new Step(s.at().plus(pause), s.order(), s.action())));
    now = now.plus(pause);
    decide(new StudyCommand.OpenSession("run"));
  }

  private void schedule(double seconds, Runnable action) {
    queue.add(new Step(now.plusMillis(Math.round(seconds * 1000)), order++, action));
  }

  private StudyReply decide(StudyCommand command) {
    var decision = decider.decide(state, command, now);
    events.addAll(decision.events());
    return decision.reply();
  }

  private void tick() {
    decide(new StudyCommand.Tick());
    if (state.phase() != StudyPhase.ENDED) {
      schedule(spec.lease().toSeconds() / 2.0, this::tick);
    }
  }

  private void ask(String worker) {
    StudyReply reply = decide(new StudyCommand.RequestLease(worker, true));
    if (reply instanceof StudyReply.Granted granted) {
      start(worker, granted);
    } else if (reply instanceof StudyReply.Wait) {
      schedule(1, () -> ask(worker));
    }
  }

  private void start(String worker, StudyReply.Granted granted) {
    double from = ignoresCheckpoints ? 0 : granted.from();
    double step = Math.max(1, (granted.to() - from) / 50);
    double speed = secondsPerUnit * (0.6 + 0.8 * random.nextDouble());
    double fate = random.nextDouble();
    double end = from + (granted.to() - from) * random.nextDouble();
    boolean fails = fate < errorRate;
    boolean vanishes = !fails && fate < errorRate + lossRate;
    train(
        worker,
        granted,
        from,
        step,
        speed,
        1,
        0,
        fails || vanishes ? end : Double.MAX_VALUE,
        fails);
  }

  private void train(
      String worker,
      StudyReply.Granted granted,
      double at,
      double step,
      double speed,
      long sequence,
      double cost,
      double breaksAt,
      boolean fails) {
    double next = Math.min(granted.to(), at + step);
    double seconds = (next - at) * speed;
    double spent = cost + seconds;
    if (next > breaksAt) {
      schedule(seconds, () -> breaks(worker, granted, at, step, speed, sequence, spent, fails));
      return;
    }
    schedule(
        seconds,
        () -> {
          Map<String, Double> metrics = training.metrics(granted.configuration(), next);
          StudyReply reply =
              decide(new StudyCommand.Report(granted.token(), sequence, next, metrics, spent));
          if (reply instanceof StudyReply.Accepted accepted
              && accepted.goOn()
              && next < granted.to()) {
            train(worker, granted, next, step, speed, sequence + 1, spent, breaksAt, fails);
          } else {
            if (reply instanceof StudyReply.Accepted) {
              decide(
                  new StudyCommand.Complete(
                      granted.token(), next, Map.of(), OptionalDouble.of(spent + 0.1)));
            }
            schedule(0.1, () -> ask(worker));
          }
        });
  }

  private void breaks(
      String worker,
      StudyReply.Granted granted,
      double at,
      double step,
      double speed,
      long sequence,
      double spent,
      boolean fails) {
    if (fails) {
      int line = 100 + random.nextInt(3);
      decide(
          new StudyCommand.Fail(
              granted.token(),
              FailureKind.ERROR,
              "exit code 1: CUDA out of memory at line " + line,
              "epoch "
                  + at
                  + "\nTraceback (most recent call last):\n  File \"train.py\", line "
                  + line
                  + "\nRuntimeError: CUDA out of memory",
              OptionalDouble.of(spent)));
      schedule(0.5, () -> ask(worker));
    } else if (random.nextDouble() < restoreRate) {
      double pause = spec.lease().toSeconds() * 1.6;
      schedule(
          pause,
          () ->
              train(
                  worker,
                  granted,
                  at,
                  step,
                  speed,
                  sequence,
                  spent + pause,
                  Double.MAX_VALUE,
                  false));
    } else {
      schedule(spec.lease().toSeconds() * 2.0, () -> ask(worker));
    }
  }

  /** A booster whose accuracy rises over epochs, best near learning rate 0.08 and depth 7. */
  public static Map<String, Double> booster(Configuration c, double epoch) {
    double rate = Math.log10((Double) c.value("learning-rate").orElse(0.1));
    double depth = ((Long) c.value("depth").orElse(6L)).doubleValue();
    double subsample = (Double) c.value("subsample").orElse(0.5);
    double drop = (Double) c.value("drop-rate").orElse(0.0);
    String kind = (String) c.value("booster").orElse("gbtree");
    double loss =
        0.06
            + 0.055 * Math.pow(rate + 1.1, 2)
            + 0.0016 * Math.pow(depth - 7, 2)
            + 0.03 * Math.pow(subsample - 0.7, 2)
            + (kind.equals("gblinear") ? 0.06 : kind.equals("dart") ? 0.02 * drop - 0.008 : 0);
    double noise = 0.004 * Math.sin(c.hashCode() * 0.001 + epoch);
    double speed = 0.35 + 0.5 * Math.max(0, 1 + rate / 3);
    double accuracy = 1 - loss - 0.3 * Math.exp(-speed * Math.sqrt(epoch)) + noise;
    Map<String, Double> metrics = new LinkedHashMap<>();
    boolean diverges = rate > -0.12;
    metrics.put("val_accuracy", diverges ? Double.NaN : Math.min(0.995, accuracy));
    metrics.put("train_loss", diverges ? Double.NaN : Math.max(0.01, 1.4 * (1 - accuracy) - 0.03));
    return metrics;
  }
}
