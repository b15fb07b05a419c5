package io.cairn.server.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the mistakes of one reading, and which keys the reader asked for. */
final class Problems {

  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<String> asked = new LinkedHashSet<>();

  void add(Origin origin, String path, String message) {
    found.add(Problem.at(origin, path, Optional.empty(), message));
  }

  void add(Origin origin, String path, Node value, String message) {
    found.add(Problem.at(origin, path, Optional.of(value.shown()), message));
  }

  void add(Problem problem) {
    found.add(problem);
  }

  /**
   * Notes that the reader knows a key; {@code pattern} has {@code *} for names that the user chose.
   */
  void asked(String pattern) {
    asked.add(pattern);
  }

  /** The keys that were asked for, in patterns. */
  Set<String> asked() {
    return asked;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  int count() {
    return found.size();
  }

  /** Those with a line in its order, then the others as they were found. */
  List<Problem> inOrder() {
    List<Problem> ordered = new ArrayList<>(found);
    ordered.sort(Comparator.comparingInt(problem -> problem.line().orElse(Integer.MAX_VALUE)));
    return ordered;
  }

  void throwIfAny() throws InvalidSweepException {
    if (!found.isEmpty()) {
      throw new InvalidSweepException(inOrder());
    }
  }
}
