package io.cairn.server.exchange;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A study of another system, as far as it matters here.
 *
 * @param name as that system calls it
 * @param source where it comes from, for people: {@code Optuna, store.db}
 * @param metrics what trials report, the main one first; at least one unless the store names none
 * @param declared the parameters as the store declares them
 * @param resource what steps count, if the store says so
 * @param trials in the store's order
 * @param uncertain names of which the store does not tell whether they are parameters or results
 * @param notes sentences on what the store holds that is not used, and on what was assumed
 */
public record ForeignStudy(
    String name,
    String source,
    List<ForeignMetric> metrics,
    DeclaredSpace declared,
    Optional<String> resource,
    List<ForeignTrial> trials,
    Set<String> uncertain,
    List<String> notes) {

  public ForeignStudy {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(declared, "declared");
    Objects.requireNonNull(resource, "resource");
    metrics = List.copyOf(metrics);
    trials = List.copyOf(trials);
    uncertain = Set.copyOf(uncertain);
    notes = List.copyOf(notes);
  }

  /** The names of all parameters, declared ones first, then those that trials have. */
  public Set<String> parameterNames() {
    Set<String> names = new LinkedHashSet<>(declared.parameters().keySet());
    trials.forEach(trial -> names.addAll(trial.parameters().keySet()));
    return names;
  }

  /** Whether trials say something before they end. */
  public boolean hasReports() {
    return trials.stream().anyMatch(trial -> !trial.reports().isEmpty());
  }
}
