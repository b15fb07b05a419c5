package io.cairn.core.search;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.surrogate.UnitAxes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The sampler of BOHB: proposes where good results are dense and others are not.
 *
 * <p>S. Falkner, A. Klein, F. Hutter, "BOHB: Robust and efficient hyperparameter optimization at
 * scale", ICML 2018, Algorithm 2. At the highest rung with enough results (d + 1 good ones and two
 * more), the best 15 %, but at least d + 1, give one density and the others a second; of 64 points
 * drawn from the first, widened by 3, the one with the greatest ratio of first over second is
 * proposed. A third of the proposals are random, and so are all until there is a model. d counts
 * the parameters that can vary.
 *
 * <p>Where we differ:
 *
 * <ul>
 *   <li>Trials that have not reported yet count as bad, the newest 256 of them (the constant liar
 *       of D. Ginsbourger, R. Le Riche, L. Carraro, 2010). Without it parallel workers get nearly
 *       the same suggestion. Failed ones count as bad too, the newest 64.
 *   <li>The model sees a {@linkplain ResultWindow window}: the best of all results and the newest
 *       256 (3 (d + 1) if that is more), so that a proposal costs the same however many trials
 *       there are.
 *   <li>Diverged results are never good and count as bad; no number of theirs enters.
 *   <li>Densities as in {@link io.cairn.core.surrogate.KernelDensity}; points that violate the
 *       constraints do not compete.
 * </ul>
 */
public final class KdeSampler implements Sampler {
  private static final String STREAM = "kde";
  private static final int MODEL_ATTEMPTS = 8;
  private static final int MOST_PENDING = 256;
  private static final int MOST_FAILED = 64;

  private final SearchSpace space;
  private final UnitAxes axes;
  private final RungLadder ladder;
  private final KdeSettings settings;
  private final RandomStreams streams;
  private final RandomSampler random;
  private final List<ResultWindow> rungs;
  private final TreeMap<Integer, double[]> pending = new TreeMap<>();
  private final Deque<double[]> failed = new ArrayDeque<>();

  /**
   * The model of the present facts; empty inside if there is none. Not state: it follows from them.
   */
  private @Nullable Optional<KdeModel> model;

  KdeSampler(SearchSpace space, RungLadder ladder, KdeSettings settings, RandomStreams streams) {
    this.space = Objects.requireNonNull(space, "space");
    this.axes = UnitAxes.of(space);
    this.ladder = Objects.requireNonNull(ladder, "ladder");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.streams = Objects.requireNonNull(streams, "streams");
    this.random = new RandomSampler(space, streams);
    int window = KdeSettings.window(axes.size());
    int good = settings.good(window, axes.size());
    this.rungs =
        IntStream.range(0, ladder.size()).mapToObj(rung -> new ResultWindow(window, good)).toList();
  }

  /** The sampler with the figures of the paper. */
  public static KdeSampler of(SearchSpace space, RungLadder ladder, RandomStreams streams) {
    return new KdeSampler(space, ladder, KdeSettings.DEFAULTS, streams);
  }

  @Override
  public Optional<Proposal> propose(int trial, int attempt) {
    RandomGenerator stream = streams.stream(STREAM, RandomStreams.index(trial, attempt));
    boolean byChance = stream.nextDouble() < settings.randomShare();
    if (byChance || attempt >= MODEL_ATTEMPTS || model().isEmpty()) {
      return random.propose(trial, attempt);
    }
    Optional<Proposal> best = best(model().get(), stream);
    return best.isPresent() ? best : random.propose(trial, attempt);
  }

  /** The candidate of the greatest ratio; the earlier one of equals. */
  private Optional<Proposal> best(KdeModel fitted, RandomGenerator stream) {
    @Nullable Configuration best = null;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < settings.candidates(); i++) {
      double[] point = fitted.sample(stream, settings.bandwidthFactor());
      Configuration candidate = axes.configuration(point, stream);
      if (space.satisfies(candidate)) {
        double score = fitted.score(axes.point(candidate));
        if (best == null || score > bestScore) {
          best = candidate;
          bestScore = score;
        }
      }
    }
    String origin = "model at " + ladder.label(fitted.rung());
    return Optional.ofNullable(best).map(configuration -> new Proposal(configuration, origin));
  }

  private Optional<KdeModel> model() {
    Optional<KdeModel> known = model;
    if (known == null) {
      known = fit();
      model = known;
    }
    return known;
  }

  private Optional<KdeModel> fit() {
    for (int rung = ladder.top(); rung >= 0 && axes.size() > 0; rung--) {
      if (KdeModel.isPossible(rungs.get(rung), axes.size())) {
        return Optional.of(KdeModel.fit(rung, axes.axes(), rungs.get(rung), shunned(), settings));
      }
    }
    return Optional.empty();
  }

  private List<double[]> shunned() {
    List<double[]> shunned = new ArrayList<>(failed);
    pending.descendingMap().values().stream().limit(MOST_PENDING).forEach(shunned::add);
    return shunned;
  }

  @Override
  public void started(int trial, Configuration configuration) {
    pending.put(trial, axes.point(configuration));
    model = null;
  }

  @Override
  public void reported(int trial, Configuration configuration, int rung, double loss) {
    pending.remove(trial);
    rungs.get(rung).add(axes.point(configuration), loss);
    model = null;
  }

  @Override
  public void stopped(int trial, Configuration configuration) {
    if (pending.remove(trial) != null) {
      model = null;
    }
  }

  @Override
  public void failed(int trial, Configuration configuration) {
    pending.remove(trial);
    failed.addLast(axes.point(configuration));
    if (failed.size() > MOST_FAILED) {
      failed.removeFirst();
    }
    model = null;
  }

  @Override
  public String exhaustion() {
    return random.exhaustion();
  }
}
