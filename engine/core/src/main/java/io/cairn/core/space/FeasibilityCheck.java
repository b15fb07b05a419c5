package io.cairn.core.space;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** Counts what the constraints of a space leave, in bounded work. */
final class FeasibilityCheck {
  private static final long MAX_ENUMERATED = 200_000;
  private static final int MAX_SAMPLED = 20_000;
  private static final int MIN_SAMPLED = 200;
  private static final long MAX_CHARACTERS_JUDGED = 200_000_000L;

  private final SearchSpace space;
  private final long[] rejected;
  private long tried;
  private long feasible;

  private FeasibilityCheck(SearchSpace space) {
    this.space = space;
    this.rejected = new long[space.bound().length];
  }

  static Feasibility of(SearchSpace space, long seed) {
    FeasibilityCheck check = new FeasibilityCheck(space);
    if (space.bound().length == 0) {
      check.judge(space.draw(new SplittableRandom(seed))); // one is as good as all
      return check.result(true);
    }
    // The length of their texts bounds the work of judging the constraints once.
    long characters =
        space.constraints().stream().mapToLong(constraint -> constraint.text().length()).sum();
    long affordable = MAX_CHARACTERS_JUDGED / characters;
    long count = space.cardinality().orElse(Long.MAX_VALUE);
    if (count <= Math.min(MAX_ENUMERATED, affordable)) {
      return check.enumerate();
    }
    return check.sample(seed, (int) Math.max(MIN_SAMPLED, Math.min(MAX_SAMPLED, affordable)));
  }

  private Feasibility enumerate() {
    Iterator<Configuration> all = new ConfigurationGrid(space, (int) MAX_ENUMERATED, false);
    while (all.hasNext()) {
      judge(all.next().sharedCodes());
    }
    return result(true);
  }

  private Feasibility sample(long seed, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < size; i++) {
      judge(space.draw(random));
    }
    return result(false);
  }

  private void judge(long[] codes) {
    tried++;
    boolean allowed = true;
    for (int i = 0; i < rejected.length; i++) {
      if (!space.bound()[i].allows(codes)) {
        rejected[i]++;
        allowed = false;
      }
    }
    feasible += allowed ? 1 : 0;
  }

  private Feasibility result(boolean exact) {
    List<Feasibility.Rejection> rejections = new ArrayList<>();
    for (int i = 0; i < rejected.length; i++) {
      rejections.add(new Feasibility.Rejection(space.constraints().get(i).text(), rejected[i]));
    }
    return new Feasibility(tried, feasible, exact, rejections);
  }
}
