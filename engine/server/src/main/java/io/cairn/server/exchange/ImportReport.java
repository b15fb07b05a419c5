package io.cairn.server.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of every trial of an import.
 *
 * @param trials how many the store has
 * @param used value for value
 * @param projected to the nearest configuration of the space
 * @param rejected not part of the landscape
 * @param reasons why trials were projected or rejected, most frequent first of each kind
 * @param differences between the space of the trials and that of the landscape, a line a parameter
 * @param notes on what was assumed and what was not read
 */
public record ImportReport(
    int trials,
    int used,
    int projected,
    int rejected,
    List<Reason> reasons,
    List<String> differences,
    List<String> notes) {

  /** What became of a trial. */
  public enum Fate {
    USED,
    PROJECTED,
    REJECTED;

    /** The word for people and JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One reason.
   *
   * @param fate of the trials
   * @param text the reason
   * @param count how many trials it was given for; a trial may have several
   * @param examples ids of the first of them
   */
  public record Reason(Fate fate, String text, int count, List<String> examples) {
    public Reason {
      examples = List.copyOf(examples);
    }
  }

  public ImportReport {
    reasons = List.copyOf(reasons);
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  /** Collects fates. */
  static final class Tally {

    private static final int MOST_EXAMPLES = 3;

    private final Map<Fate, Integer> counts = new LinkedHashMap<>();
    private final Map<String, Integer> index = new LinkedHashMap<>();
    private final List<Fate> fates = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<Integer> times = new ArrayList<>();
    private final List<List<String>> examples = new ArrayList<>();

    void add(Fate fate, List<String> reasons, String trial) {
      counts.merge(fate, 1, Integer::sum);
      for (String reason : reasons) {
        int at =
            index.computeIfAbsent(
                fate + " " + reason,
                key -> {
                  fates.add(fate);
                  texts.add(reason);
                  times.add(0);
                  examples.add(new ArrayList<>());
                  return fates.size() - 1;
                });
        times.set(at, times.get(at) + 1);
        if (examples.get(at).size() < MOST_EXAMPLES) {
          examples.get(at).add(trial);
        }
      }
    }

    ImportReport report(List<String> differences, List<String> notes) {
      List<Reason> reasons = new ArrayList<>();
      for (int i = 0; i < fates.size(); i++) {
        reasons.add(new Reason(fates.get(i), texts.get(i), times.get(i), examples.get(i)));
      }
      reasons.sort(
          Comparator.comparing(Reason::fate)
              .thenComparing(Comparator.comparing(Reason::count).reversed()));
      int used = counts.getOrDefault(Fate.USED, 0);
      int projected = counts.getOrDefault(Fate.PROJECTED, 0);
      int rejected = counts.getOrDefault(Fate.REJECTED, 0);
      return new ImportReport(
          used + projected + rejected, used, projected, rejected, reasons, differences, notes);
    }
  }
}
