package io.cairn.bench.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which instances of a scenario are raced on. */
final class InstanceChoice {
  /** Of the scenarios on training set sizes the other systems ran every fourth instance. */
  private static final int PEERS_EVERY = 4;

  private InstanceChoice() {}

  /**
   * The instances of a choice.
   *
   * @param choice {@code tune}, {@code report} (all others), {@code all}, {@code peers} (those for
   *     which there are traces of other systems, without tune's) or numbers: {@code 0,4,8..12}
   * @param scenario name of the scenario
   * @param count how many instances it has
   * @throws IllegalArgumentException if it is none of these, or names an instance there is not
   */
  static List<Integer> of(String choice, String scenario, int count) {
    IntPredicate tune = scenario.equals("lcbench") ? i -> i % 3 == 0 : i -> i % 8 == 1;
    IntPredicate peers = scenario.equals("lcbench") ? i -> true : i -> i % PEERS_EVERY == 0;
    return switch (choice) {
      case "all" -> where(count, i -> true);
      case "tune" -> where(count, tune);
      case "report" -> where(count, tune.negate());
      case "peers" -> where(count, peers.and(tune.negate()));
      default -> listed(choice, scenario, count);
    };
  }

  private static List<Integer> where(int count, IntPredicate chosen) {
    return IntStream.range(0, count).filter(chosen).boxed().toList();
  }

  private static List<Integer> listed(String choice, String scenario, int count) {
    List<Integer> instances = numbers(choice);
    for (int instance : instances) {
      if (instance >= count) {
        throw new IllegalArgumentException(
            "instance " + instance + " of " + scenario + " must be below " + count);
      }
    }
    return instances;
  }

  /**
   * Numbers and ranges: {@code 0,4,8..12}.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.matches("[0-9]{1,6}([.][.][0-9]{1,6})?")) {
        throw new IllegalArgumentException(
            "'" + text + "' must be numbers from 0 and ranges of them, such as 0,4,8..12");
      }
      String[] ends = part.split("[.][.]");
      IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
          .forEach(numbers::add);
    }
    return numbers;
  }
}
