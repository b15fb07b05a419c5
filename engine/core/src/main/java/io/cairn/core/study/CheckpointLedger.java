package io.cairn.core.study;

import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which trials have a checkpoint, as far as workers told, and in which order they would be given
 * up.
 *
 * <p>Those that are in nobody's hands stand on shelves, one for each bracket and rung, the worst
 * trial first; on shelves of their own those whose trial is over, and that of the best trial. Which
 * shelf follows from the state of the study alone, so nothing of the order is kept in snapshots.
 * Each change costs O(log n).
 */
final class CheckpointLedger {

  /** What a checkpoint is kept for; in the order of giving up. */
  enum Use {
    /** Its trial is over: somebody may want the model. */
    OVER,
    /** Its trial may be promoted. */
    PAUSED,
    /** It is the best trial's. */
    BEST
  }

  /**
   * A place of the order of giving up: by use, then from the lowest rung upwards.
   *
   * @param rung last with a result
   */
  record Shelf(Use use, int rung, int bracket) implements Comparable<Shelf> {
    private static final Comparator<Shelf> ORDER =
        Comparator.comparing(Shelf::use)
            .thenComparingInt(Shelf::rung)
            .thenComparingInt(Shelf::bracket);

    @Override
    public int compareTo(Shelf other) {
      return ORDER.compare(this, other);
    }
  }

  /** A checkpoint on a shelf. */
  private record Held(double loss, int trial) implements Comparable<Held> {
    private static final Comparator<Held> WORST_FIRST =
        Comparator.comparingDouble(Held::loss).thenComparingInt(Held::trial).reversed();

    @Override
    public int compareTo(Held other) {
      return WORST_FIRST.compare(this, other);
    }
  }

  private record Spot(Shelf shelf, Held held) {}

  private final TrialTable trials;
  private final TreeMap<Integer, Long> bytes = new TreeMap<>();
  private final BitSet gone = new BitSet();
  private final BitSet touched = new BitSet();
  private final TreeMap<Shelf, TreeSet<Held>> shelves = new TreeMap<>();
  private final Map<Integer, Spot> spots = new HashMap<>(); // looked up, never walked
  private long total;

  CheckpointLedger(TrialTable trials) {
    this.trials = trials;
  }

  // ---- what happened ---------------------------------------------------------------------------

  void kept(int trial, long size) {
    Long before = bytes.put(trial, size);
    total += size - (before == null ? 0 : before);
    gone.clear(trial);
    touched.set(trial);
  }

  /**
   * It is not there any more: the trial starts from scratch until it has one again.
   *
   * @param mayGoOn whether the trial can start again at all; of others nothing is remembered
   */
  void dropped(int trial, boolean mayGoOn) {
    Long before = bytes.remove(trial);
    total -= before == null ? 0 : before;
    gone.set(trial, mayGoOn);
    takeOff(trial);
  }

  /** A result of the trial: its worker has a checkpoint at that rung, told of or not. */
  void reached(int trial) {
    gone.clear(trial);
    touch(trial);
  }

  /** Something happened to the trial that may change its shelf. */
  void touch(int trial) {
    if (bytes.containsKey(trial)) {
      touched.set(trial);
    }
  }

  void touchAll() {
    bytes.keySet().forEach(touched::set);
  }

  /** Of all there are, those of these trials stay. */
  void retain(Collection<Integer> kept) {
    List<Integer> others = bytes.keySet().stream().filter(trial -> !kept.contains(trial)).toList();
    others.forEach(trial -> dropped(trial, false));
    touchAll();
  }

  // ---- the order of giving up ------------------------------------------------------------------

  /** The next trial that was touched since it was put in its place; forgets that it was. */
  Optional<Integer> takeTouched() {
    int trial = touched.nextSetBit(0);
    if (trial < 0) {
      return Optional.empty();
    }
    touched.clear(trial);
    return Optional.of(trial);
  }

  /** Takes a checkpoint out of the order: somebody has it in hands. */
  void takeOff(int trial) {
    touched.clear(trial);
    Spot spot = spots.remove(trial);
    TreeSet<Held> shelf = spot == null ? null : shelves.get(spot.shelf());
    if (spot != null && shelf != null) {
      shelf.remove(spot.held());
      if (shelf.isEmpty()) {
        shelves.remove(spot.shelf());
      }
    }
  }

  /** Puts a checkpoint where it belongs in the order. */
  void put(int trial, Use use) {
    takeOff(trial);
    int bracket = use == Use.PAUSED ? trials.bracket(trial) : 0;
    Shelf shelf = new Shelf(use, trials.reachedRung(trial), bracket);
    Held held = new Held(trials.loss(trial), trial);
    shelves.computeIfAbsent(shelf, key -> new TreeSet<>()).add(held);
    spots.put(trial, new Spot(shelf, held));
  }

  /** The shelves with something on them, in the order of giving up. */
  Iterable<Shelf> shelves() {
    return new TreeSet<>(shelves.keySet());
  }

  /** The trial on a shelf that is given up first. */
  Optional<Integer> worst(Shelf shelf) {
    TreeSet<Held> held = shelves.get(shelf);
    return held == null ? Optional.empty() : Optional.of(held.first().trial());
  }

  /** Loss of that trial. */
  OptionalDouble worstLoss(Shelf shelf) {
    TreeSet<Held> held = shelves.get(shelf);
    return held == null ? OptionalDouble.empty() : OptionalDouble.of(held.first().loss());
  }

  // ---- what is ---------------------------------------------------------------------------------

  boolean isEmpty() {
    return bytes.isEmpty();
  }

  /** Bytes of all of them. */
  long total() {
    return total;
  }

  /** How many there are. */
  int size() {
    return bytes.size();
  }

  OptionalLong bytes(int trial) {
    Long size = bytes.get(trial);
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /** Whether the trial's last checkpoint is known not to be there any more. */
  boolean isGone(int trial) {
    return gone.get(trial);
  }

  void copyTo(SnapshotSink sink) {
    bytes.forEach(sink::checkpoint);
    gone.stream().filter(trial -> !bytes.containsKey(trial)).forEach(sink::checkpointGone);
  }
}
