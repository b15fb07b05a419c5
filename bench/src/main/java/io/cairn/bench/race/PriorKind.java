package io.cairn.bench.race;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a method is told about earlier landscapes, truly or not.
 *
 * @param form which treatment
 * @param count how many priors, of {@link Form#SUBSET} alone
 */
record PriorKind(Form form, int count) implements Comparable<PriorKind> {
  /** No priors. */
  static final PriorKind NONE = new PriorKind(Form.NONE, 0);

  /** Treatments of the priors. */
  enum Form {
    /** No priors. */
    NONE,
    /** All other instances, as they are. */
    ALL,
    /** Some of the other instances, drawn for each instance and seed. */
    SUBSET,
    /** All, with losses that are good where they were bad. */
    NEGATED,
    /** All, with losses that belong to other configurations: noise. */
    SHUFFLED,
    /** All, moved elsewhere in the space by one map: smooth, of one mind and wrong. */
    OTHER,
    /** All, right but for their best fifth, whose order and place are wrong. */
    WRONG_TOP,
    /** The instance's own landscape negated, in every prior: the worst there is. */
    SELF_NEGATED,
    /** All, one in ten as it is and the others negated. */
    TEN_OF_HUNDRED
  }

  /** From no priors to the worst. */
  @Override
  public int compareTo(PriorKind other) {
    return Comparator.comparing(PriorKind::form)
        .thenComparing(PriorKind::count)
        .compare(this, other);
  }

  /**
   * The kind of a name: a number, or the name of a treatment.
   *
   * @throws IllegalArgumentException if there is none
   */
  static PriorKind parse(String name) {
    if (name.matches("[1-9][0-9]{0,3}")) {
      return new PriorKind(Form.SUBSET, Integer.parseInt(name));
    }
    return fixed()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there are no priors '" + name + "'; there are a number and " + names()));
  }

  private static Stream<PriorKind> fixed() {
    return Arrays.stream(Form.values())
        .filter(form -> form != Form.SUBSET)
        .map(form -> new PriorKind(form, 0));
  }

  private static List<String> names() {
    return fixed().map(PriorKind::name).collect(Collectors.toList());
  }

  /** The name in all files: {@code all}, {@code 3}, {@code wrong-top}. */
  String name() {
    return form == Form.SUBSET
        ? Integer.toString(count)
        : form.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
