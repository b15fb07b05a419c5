package io.cairn.server.faults;

import io.cairn.server.faults.Link.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What happens to a cluster during one study, and when: a function of a seed.
 *
 * @param seed of it
 * @param faults in the order of their beginnings
 */
public record FaultPlan(long seed, List<Planned> faults) {

  /**
   * A fault and its time.
   *
   * @param after the study was handed in
   * @param lasts until it is healed
   */
  public record Planned(Duration after, Duration lasts, Fault fault) {
    @Override
    public String toString() {
      return String.format(
          "%6.1f s, for %4.1f s: %s", after.toMillis() / 1e3, lasts.toMillis() / 1e3, fault);
    }
  }

  /** Faults begin within this time. */
  private static final int WINDOW = 16_000;

  private static final int FEWEST = 4;
  private static final int MOST = 8;

  public FaultPlan {
    faults = List.copyOf(faults);
  }

  /** The plan of a seed for a cluster. */
  public static FaultPlan of(long seed, ClusterProcesses.Size size) {
    return of(seed, size, FEWEST, MOST);
  }

  /** The plan of a seed with a number of faults. */
  static FaultPlan of(long seed, ClusterProcesses.Size size, int fewest, int most) {
    return new Draw(new SplittableRandom(seed), size).plan(seed, fewest, most);
  }

  /** No fault at all. */
  public static FaultPlan quiet() {
    return new FaultPlan(0, List.of());
  }

  private record Draw(SplittableRandom random, ClusterProcesses.Size size) {

    FaultPlan plan(long seed, int fewest, int most) {
      List<Planned> faults = new ArrayList<>();
      int count = random.nextInt(fewest, most + 1);
      for (int i = 0; i < count; i++) {
        Planned next = planned();
        if (faults.stream().noneMatch(other -> excludes(other, next))) {
          faults.add(next);
        }
      }
      faults.sort(Comparator.comparing(Planned::after));
      return new FaultPlan(seed, faults);
    }

    /** A database that is stopped cannot be told anything. */
    private static boolean excludes(Planned one, Planned other) {
      return isOfDatabase(one.fault())
          && isOfDatabase(other.fault())
          && (one.fault() instanceof Fault.DatabaseDown
              || other.fault() instanceof Fault.DatabaseDown);
    }

    private static boolean isOfDatabase(Fault fault) {
      return fault instanceof Fault.DatabaseDown || fault instanceof Fault.ConnectionsEnded;
    }

    private Planned planned() {
      Duration after = Duration.ofMillis(random.nextInt(500, WINDOW));
      return switch (random.nextInt(14)) {
        case 0, 1 -> new Planned(after, seconds(0.2, 6), new Fault.Killed(worker()));
        case 2 -> new Planned(after, seconds(0.2, 10), new Fault.Killed(Fault.HOST));
        case 3 -> new Planned(after, seconds(0.2, 10), new Fault.Killed(coordinator()));
        // Longer than the lease; one in two longer than it takes to be given up.
        case 4 -> new Planned(after, pause(), new Fault.Suspended(worker()));
        case 5 -> new Planned(after, pause(), new Fault.Suspended(coordinatorOrHost()));
        case 6 -> new Planned(after, seconds(0.2, 4), new Fault.Terminated(worker()));
        case 7 -> new Planned(after, seconds(0.2, 4), new Fault.Terminated(coordinatorOrHost()));
        case 8 -> new Planned(after, pause(), new Fault.Isolated(worker(), trouble()));
        case 9 -> new Planned(after, pause(), new Fault.Isolated(coordinatorOrHost(), trouble()));
        case 10 ->
            new Planned(
                after, pause(), new Fault.Unheard(anyNode(), random.nextBoolean(), trouble()));
        case 11 ->
            new Planned(
                after, seconds(1, 8), new Fault.DatabaseAway(coordinatorOrHost(), trouble()));
        case 12 ->
            random.nextInt(3) > 0
                ? new Planned(after, Duration.ZERO, new Fault.ConnectionsEnded())
                : new Planned(after, seconds(0.5, 4), new Fault.DatabaseDown());
        default ->
            new Planned(after, seconds(2, 15), new Fault.ClockStepped(coordinatorOrHost(), step()));
      };
    }

    private Duration seconds(double least, double most) {
      return Duration.ofMillis((long) (1_000 * (least + (most - least) * random.nextDouble())));
    }

    private Duration pause() {
      return random.nextBoolean() ? seconds(3, 5) : seconds(8, 14);
    }

    /** From the jitter of a bad clock to a wrong day. */
    private Duration step() {
      Duration size =
          switch (random.nextInt(3)) {
            case 0 -> seconds(0.5, 3);
            case 1 -> seconds(5, 90);
            default -> seconds(3_600, 90_000);
          };
      return random.nextBoolean() ? size : size.negated();
    }

    private Trouble trouble() {
      return random.nextBoolean() ? Trouble.CUT : Trouble.STALL;
    }

    private String worker() {
      return "w" + (1 + random.nextInt(size.workers()));
    }

    private String coordinator() {
      return "c" + (1 + random.nextInt(size.coordinators()));
    }

    private String coordinatorOrHost() {
      return random.nextBoolean() ? Fault.HOST : coordinator();
    }

    private String anyNode() {
      return random.nextBoolean() ? worker() : coordinatorOrHost();
    }
  }

  @Override
  public String toString() {
    return "seed "
        + seed
        + faults.stream().map(planned -> "\n  " + planned).collect(Collectors.joining());
  }
}
