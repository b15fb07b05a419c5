package io.cairn.server.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A study among those that share the slots. Whatever changes it does so between two calls of {@link
 * Contenders}, which keep every list that it is in sorted.
 */
final class Contender {

  /** A time that is not known yet; see {@link Contenders}. */
  static final Instant UNKNOWN = Instant.MAX;

  private static final Claim NONE = new Claim(1, 0, OptionalInt.empty(), "");

  final String study;

  /** Older ones have smaller numbers. */
  final long order;

  /** By kind of node, those that it fits or runs on. */
  private final Map<Pool, Standing> standings = new LinkedHashMap<>();

  /** Numbers of the questions that it has not answered. */
  final Set<Long> asks = new LinkedHashSet<>();

  /** Labels that its next work needs, if it told. */
  final SortedSet<String> lacking = new TreeSet<>();

  Claim claim = NONE;

  /** Whether it takes part; if not, only what it has in flight is of interest. */
  boolean claimed;

  int running;

  /** Evaluations that it had when it wanted no more of any kind; -1 if it never said so. */
  private int enough = -1;

  /** Of the running ones, those that it was told to give up. */
  int leaving;

  /** Whether it got in by having waited too long, and has had something in flight ever since. */
  boolean guaranteed;

  /** Whether it has waited too long. */
  boolean starving;

  /** Since when it has waited for its next slot. */
  Instant since = UNKNOWN;

  /** Questions before this number were asked before it took part. */
  long claimedAt;

  /** Questions before this number were asked before it told that something changed. */
  long changedAt;

  Silence silence = new Silence();

  /** Preemptions on its behalf. */
  @Nullable Round round;

  Contender(String study, long order) {
    this.study = study;
    this.order = order;
  }

  Collection<Standing> standings() {
    return standings.values();
  }

  Standing standing(Pool pool) {
    return standings.computeIfAbsent(pool, p -> new Standing(this, p));
  }

  void forget(Pool pool) {
    standings.remove(pool);
  }

  int inFlight() {
    return running + asks.size();
  }

  double load() {
    return inFlight() / claim.weight();
  }

  /** Whether it has or may have something to do with nodes of a kind. */
  boolean uses(Pool pool) {
    Standing standing = standings.get(pool);
    return standing != null && (standing.running > 0 || standing.open && standing.fits());
  }

  boolean openSomewhere() {
    for (Standing standing : standings.values()) {
      if (standing.fits() && standing.open) {
        return true;
      }
    }
    return false;
  }

  boolean mayBeAsked(int asksAtOnce) {
    // Who did not answer is asked one question until it does.
    return claimed
        && !silence.isOn()
        && !since.equals(UNKNOWN)
        && asks.size() < (silence.isSuspected() ? 1 : asksAtOnce)
        && inFlight() < claim.maxInFlight().orElse(Integer.MAX_VALUE);
  }

  boolean waits() {
    return claimed && running == 0 && !since.equals(UNKNOWN) && openSomewhere();
  }

  boolean wantsMore() {
    return running > enough;
  }

  /** Slots that it can be trusted to use: as many as it took since it last had enough. */
  int appetite() {
    int most = claim.maxInFlight().orElse(Integer.MAX_VALUE);
    return Math.max(0, Math.min(most - inFlight(), Math.max(1, running - Math.max(0, enough))));
  }

  /** The plainest kind of node on which it would use more slots; empty if nothing tells so. */
  Optional<Kind> wantedKind() {
    if (!claimed || silence.isOn() || appetite() == 0) {
      return Optional.empty();
    }
    Kind asFarAsKnown = new Kind(lacking, new TreeSet<>(List.of(claim.workerType())));
    List<Standing> fitting = standings.values().stream().filter(Standing::fits).toList();
    if (fitting.isEmpty() || !lacking.isEmpty()) {
      return Optional.of(asFarAsKnown);
    }
    return fitting.stream()
        .filter(Standing::wantsMore)
        .map(standing -> standing.pool.kind)
        .min(Comparator.naturalOrder());
  }

  /** Evaluations that may be taken from it. */
  int spare() {
    return claimed ? running - leaving - (guaranteed ? 1 : 0) : 0;
  }

  void granted(boolean whileStarving, Instant now) {
    running++;
    guaranteed |= whileStarving;
    starving = false;
    since = now;
    silence.answered();
    lacking.clear();
  }

  void ended(int evaluations) {
    running -= evaluations;
    if (running == 0) {
      guaranteed = false;
      since = UNKNOWN;
    }
  }

  void claimed(Claim now, long next) {
    claimedAt = claimed ? claimedAt : next;
    boolean anew = !claimed || !claim.workerType().equals(now.workerType());
    claim = now;
    claimed = true;
    if (anew) {
      enough = running > 0 ? running : -1;
      for (Standing standing : standings.values()) {
        standing.reopened();
      }
    }
    idle();
  }

  void withdrawn() {
    claimed = false;
    starving = false;
    guaranteed = false;
    silence = new Silence();
    since = UNKNOWN;
    lacking.clear();
  }

  void woken(long next) {
    changedAt = next;
    lacking.clear();
    for (Standing standing : standings.values()) {
      standing.open = true;
    }
  }

  void hadNothing(Standing standing, SortedSet<String> labels) {
    standing.hadNothing();
    lacking.clear();
    lacking.addAll(labels);
    if (!openSomewhere()) {
      enough = running;
    }
  }

  /** Evaluations are its own that nobody here granted. What it had before may be all it wants. */
  void takesOver(int evaluations) {
    running += evaluations;
    enough = running;
    starving = false;
  }

  /** If there is nothing to wait for, it does not wait. */
  void idle() {
    if (running == 0 && !openSomewhere()) {
      starving = false;
      since = UNKNOWN;
    }
  }
}
