package io.cairn.bench;

import io.cairn.bench.landscape.LiveBytes;
import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.search.Refit;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.core.surrogate.UnitAxes;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorFitter;
import io.cairn.core.transfer.PriorLandscape;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import javax.management.JMException;

/**
 * What the decisions and the fits of the landscape method take in studies of growing size: {@code
 * bench/run ModelRun 20 100 1000 10000 100000}, the number of priors and the numbers of results at
 * which to print. Sixty-four leases are held at once. Fits are run as a study of a server runs
 * them, apart from the decisions, one after the other; here on the same thread, between two
 * decisions, so that neither disturbs the other's time.
 */
public final class ModelRun {
  private static final int IN_FLIGHT = 64;

  /** Results before a mark whose times are told. */
  private static final int WINDOW = 1_000;

  private static final int PRIOR_CONFIGURATIONS = 200;

  private final StudySpec spec = LoadStudy.spec("landscape", Integer.MAX_VALUE);
  private final UnitAxes axes = UnitAxes.of(spec.space());
  private final StudyDecider decider = new StudyDecider();
  private final StudyState state;
  private final Deque<StudyReply.Granted> leases = new ArrayDeque<>();
  private final Times decisions = new Times();
  private final Times results = new Times();
  private final Times fits = new Times();
  private long told;

  private ModelRun(List<FittedPrior> priors) {
    this.state = new StudyState(spec.withPriors(priors));
    state.refitInBackground();
    decider.decide(state, new StudyCommand.OpenSession("run"), Instant.EPOCH);
  }

  /** Runs what the arguments say. */
  public static void main(String[] arguments) throws JMException {
    if (arguments.length < 2) {
      throw new IllegalArgumentException("usage: ModelRun PRIORS RESULTS [RESULTS...]");
    }
    long began = System.nanoTime();
    List<FittedPrior> priors =
        priors(LoadStudy.spec("landscape", Integer.MAX_VALUE), Integer.parseInt(arguments[0]));
    long fitted = System.nanoTime();
    ModelRun run = new ModelRun(priors);
    System.out.printf(
        "%d priors of %d configurations fitted in %.2f s, study made in %.2f s%n",
        priors.size(),
        PRIOR_CONFIGURATIONS,
        (fitted - began) / 1e9,
        (System.nanoTime() - fitted) / 1e9);
    System.out.printf(
        "%9s %9s %14s %14s %14s %14s %11s %9s%n",
        "results",
        "trials",
        "lease p50 ms",
        "lease p99 ms",
        "result p50 ms",
        "result p99 ms",
        "fit p50 ms",
        "live MB");
    for (String mark : Arrays.asList(arguments).subList(1, arguments.length)) {
      run.until(Long.parseLong(mark));
      run.print();
    }
  }

  private void until(long mark) {
    while (told < mark) {
      while (leases.size() < IN_FLIGHT) {
        leases.add(lease());
      }
      tell(leases.remove());
      fit();
    }
  }

  private StudyReply.Granted lease() {
    long began = System.nanoTime();
    StudyReply reply =
        decider.decide(state, new StudyCommand.RequestLease("w", false), Instant.EPOCH).reply();
    decisions.add(System.nanoTime() - began);
    if (reply instanceof StudyReply.Granted granted) {
      return granted;
    }
    throw new IllegalStateException("no lease: " + reply);
  }

  private void tell(StudyReply.Granted lease) {
    double loss = loss(axes, lease.configuration(), lease.to(), 0.3);
    long began = System.nanoTime();
    decider.decide(
        state,
        new StudyCommand.Complete(
            lease.token(), lease.to(), Map.of("loss", loss), OptionalDouble.of(lease.to())),
        Instant.EPOCH);
    results.add(System.nanoTime() - began);
    told++;
  }

  private void fit() {
    Optional<Refit> due = state.refit();
    if (due.isPresent()) {
      long began = System.nanoTime();
      Refit.Ready ready = due.get().run();
      fits.add(System.nanoTime() - began);
      ready.install();
    }
  }

  private void print() throws JMException {
    System.out.printf(
        "%9d %9d %14.3f %14.3f %14.3f %14.3f %11.1f %9.1f%n",
        told,
        state.trials(),
        decisions.quantile(0.5),
        decisions.quantile(0.99),
        results.quantile(0.5),
        results.quantile(0.99),
        fits.quantile(0.5),
        LiveBytes.now() / 1e6);
  }

  /** A valley with ripples, that more of the resource makes deeper. */
  private static double loss(
      UnitAxes axes, Configuration configuration, double level, double centre) {
    double[] point = axes.point(configuration);
    double sum = 0;
    for (int i = 0; i < point.length; i++) {
      double off = point[i] - centre - 0.02 * i;
      sum += off * off + 0.02 * Math.sin(25 * off);
    }
    return sum / point.length + 0.2 / level;
  }

  private static List<FittedPrior> priors(StudySpec spec, int count) {
    UnitAxes axes = UnitAxes.of(spec.space());
    PriorFitter fitter = new PriorFitter(LandscapeMethod.basis(spec.space(), spec.ladder()));
    double[] levels =
        IntStream.range(0, spec.ladder().size()).mapToDouble(spec.ladder()::level).toArray();
    List<FittedPrior> priors = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      RandomGenerator random = new RandomStreams(k).stream("prior", k);
      double centre = 0.2 + 0.2 * random.nextDouble();
      LandscapeBuilder builder =
          new LandscapeBuilder(
              spec.space(), new Measure("loss", false, spec.ladder().name()), levels);
      for (int i = 0; i < PRIOR_CONFIGURATIONS; i++) {
        Configuration configuration = spec.space().sample(random).orElseThrow();
        for (double level : levels) {
          builder.add(configuration, level, loss(axes, configuration, level, centre), level);
        }
      }
      String id = "prior-" + k;
      Landscape landscape =
          builder.build(Provenance.of(id, id, Instant.EPOCH, "a synthetic valley"));
      priors.add(fitter.fit(new PriorLandscape(id, id, landscape)));
    }
    return priors;
  }

  /** The newest times. */
  private static final class Times {
    private final long[] newest = new long[WINDOW];
    private long count;

    void add(long nanoseconds) {
      newest[(int) (count++ % WINDOW)] = nanoseconds;
    }

    /** Milliseconds; NaN without any. */
    double quantile(double share) {
      long[] sorted = Arrays.copyOf(newest, (int) Math.min(count, WINDOW));
      Arrays.sort(sorted);
      return sorted.length == 0
          ? Double.NaN
          : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
    }
  }
}
