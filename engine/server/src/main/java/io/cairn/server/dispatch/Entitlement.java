package io.cairn.server.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each study would have if all slots were handed out anew: the plainest kind of node first,
 * the highest priority first, and within a priority so that the smallest share for its weight is as
 * large as it can be (weighted max-min fairness, by filling up to a common level).
 *
 * <p>Source: D. Bertsekas, R. Gallager, Data Networks, 2nd edition, 1992, section 6.5.2.
 */
final class Entitlement {
  /** Halvings of the interval that the level lies in; more than a double can tell apart. */
  private static final int HALVINGS = 80;

  /** Less than this is what rounding left over. */
  private static final double LEAST = 1e-6;

  private final Map<Contender, Double> entitled = new HashMap<>();

  private Entitlement() {}

  /** Works it out for the kinds given, the plainest first. */
  static Entitlement of(Collection<Pool> pools, Collection<Contender> contenders) {
    SortedMap<Integer, List<Contender>> byPriority = new TreeMap<>(Comparator.reverseOrder());
    for (Contender contender : contenders) {
      if (contender.claimed) {
        byPriority
            .computeIfAbsent(contender.claim.priority(), p -> new ArrayList<>())
            .add(contender);
      }
    }
    Entitlement entitlement = new Entitlement();
    for (Pool pool : pools) {
      double left = pool.slots();
      for (List<Contender> equals : byPriority.values()) {
        List<Contender> sharing = equals.stream().filter(c -> c.uses(pool)).toList();
        left = left < LEAST ? 0 : left - entitlement.fill(sharing, left);
      }
    }
    return entitlement;
  }

  /** Slots that a study is entitled to. */
  double of(Contender contender) {
    return entitled.getOrDefault(contender, 0.0);
  }

  /** Hands out up to so many slots and says how many. */
  private double fill(List<Contender> sharing, double slots) {
    double level =
        sharing.stream().mapToDouble(c -> (slots + of(c)) / c.claim.weight()).max().orElse(0);
    if (filled(sharing, level) > slots) {
      double low = 0;
      for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + level) / 2;
        if (filled(sharing, middle) > slots) {
          level = middle;
        } else {
          low = middle;
        }
      }
      level = low;
    }
    double handed = filled(sharing, level);
    for (Contender contender : sharing) {
      entitled.put(contender, of(contender) + more(contender, level));
    }
    return handed;
  }

  private double filled(List<Contender> sharing, double level) {
    double sum = 0;
    for (Contender contender : sharing) {
      sum += more(contender, level);
    }
    return sum;
  }

  /** What a study gets beyond what it has when everybody is filled up to a level. */
  private double more(Contender contender, double level) {
    double most = contender.claim.maxInFlight().orElse(Integer.MAX_VALUE);
    return Math.max(0, Math.min(most, level * contender.claim.weight()) - of(contender));
  }
}
