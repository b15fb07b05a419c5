package io.cairn.server.sweep;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.search.Expectation;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.Conversion;
import io.cairn.core.space.Parameter;
import io.cairn.core.study.Budget;
import io.cairn.core.study.CheckpointRules;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.Share;
import io.cairn.core.study.StudySpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The normal form of a sweep: JSON that is itself a sweep file, with every default written out,
 * substitutions and files resolved, numbers free of loss. Equal sweeps have equal texts.
 */
final class CanonicalSweep {

  private final StudySpec study;
  private final WorkersSection workers;
  private final PriorsSection priors;
  private final WorkerSection worker;

  CanonicalSweep(
      StudySpec study, WorkersSection workers, PriorsSection priors, WorkerSection worker) {
    this.study = study;
    this.workers = workers;
    this.priors = priors;
    this.worker = worker;
  }

  String toJson() {
    Map<String, Object> sweep = new LinkedHashMap<>();
    sweep.put("schema", (long) SweepReader.SCHEMA);
    sweep.put("name", study.name());
    sweep.put("objective", objective());
    sweep.put("space", CanonicalSpace.parameters(study.space()));
    sweep.put("constraints", study.space().constraints().stream().map(Constraint::text).toList());
    study
        .ladder()
        .fidelity()
        .ifPresent(fidelity -> sweep.put("fidelity", fidelity(fidelity, study.checkpointRules())));
    sweep.put("method", method());
    sweep.put("budget", budget(study.budget()));
    sweep.put("failures", failures(study.failures()));
    sweep.put("workers", workers());
    sweep.put("ask-tell", Map.of("lease", DurationText.of(workers.askTellLease())));
    sweep.put("priors", priors());
    if (worker instanceof WorkerSection.Configured configured) {
      sweep.put("worker", worker(configured));
    }
    return JsonText.of(sweep);
  }

  private Map<String, Object> objective() {
    Objective objective = study.objective();
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("metric", objective.metric());
    section.put("direction", objective.direction().name().toLowerCase(Locale.ROOT));
    return section;
  }

  private static Map<String, Object> fidelity(Fidelity fidelity, CheckpointRules rules) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("name", fidelity.name());
    section.put("min", fidelity.min().toString());
    section.put("max", fidelity.max().toString());
    section.put("reduction", (long) fidelity.reduction());
    section.put("checkpoints", fidelity.checkpoints());
    // Left out where nothing is said, so that the form of older studies stays what it was.
    if (fidelity.checkpoints()) {
      rules.budgetBytes().ifPresent(bytes -> section.put(FidelitySection.BUDGET, bytes));
      if (rules.keepWhenOver()) {
        section.put(FidelitySection.KEEP, true);
      }
    }
    return section;
  }

  private Map<String, Object> method() {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("name", study.method().name());
    section.put("seed", study.method().seed());
    section.putAll(study.method().options());
    return section;
  }

  private static Map<String, Object> budget(Budget budget) {
    Map<String, Object> section = new LinkedHashMap<>();
    budget.trials().ifPresent(trials -> section.put("trials", (long) trials));
    budget.evaluations().ifPresent(evaluations -> section.put("evaluations", evaluations));
    budget.resource().ifPresent(resource -> section.put("resource", resource));
    budget.compute().ifPresent(compute -> section.put("compute", DurationText.of(compute)));
    budget.wallClock().ifPresent(time -> section.put("wall-clock", DurationText.of(time)));
    budget.target().ifPresent(target -> section.put("target", target));
    budget
        .stopWhenGainBelow()
        .ifPresent(floor -> section.put(BudgetSection.STOP_WHEN_GAIN_BELOW, floor.text()));
    return section;
  }

  private static Map<String, Object> failures(FailureRules rules) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("retries", (long) rules.retries());
    section.put("give-up-after", (long) rules.giveUpAfter());
    section.put("max-relocations", (long) rules.maxRelocations());
    return section;
  }

  private Map<String, Object> workers() {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("slots", (long) workers.slots());
    section.put("lease", DurationText.of(workers.lease()));
    section.put("grace", DurationText.of(workers.grace()));
    study.workers().maxInFlight().ifPresent(most -> section.put("max-in-flight", (long) most));
    LabelsSection.write(study.workers().placement(), study.ladder(), section);
    if (workers.share().weight() != Share.EQUAL.weight()) {
      section.put("weight", workers.share().weight());
    }
    if (workers.share().priority() != Share.EQUAL.priority()) {
      section.put("priority", (long) workers.share().priority());
    }
    return section;
  }

  private Map<String, Object> priors() {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("use", use(priors.use()));
    section.put("from", priors.from());
    // Left out where nothing is said, so that the form of older studies stays what it was.
    putUnlessEmpty(section, "rename", new LinkedHashMap<>(priors.map().renames()));
    putUnlessEmpty(section, "defaults", priors.map().defaults());
    Map<String, Object> conversions = new LinkedHashMap<>();
    priors
        .map()
        .conversions()
        .forEach((there, conversion) -> conversions.put(there, conversion(conversion)));
    putUnlessEmpty(section, "convert", conversions);
    Map<String, Object> belief = new LinkedHashMap<>();
    priors
        .belief()
        .byParameter()
        .forEach((name, expectation) -> belief.put(name, expectation(expectation)));
    putUnlessEmpty(section, "belief", belief);
    if (!priors.starts().isEmpty()) {
      section.put("start", priors.starts().stream().map(Configuration::values).toList());
    }
    return section;
  }

  private static void putUnlessEmpty(
      Map<String, Object> section, String key, Map<String, Object> values) {
    if (!values.isEmpty()) {
      section.put(key, values);
    }
  }

  private static Map<String, Object> expectation(Expectation expectation) {
    Map<String, Object> section = new LinkedHashMap<>();
    if (expectation instanceof Expectation.Near near) {
      section.put("near", near.value());
      section.put("spread", near.spread());
    } else if (expectation instanceof Expectation.Between between) {
      section.put("between", List.of(between.low(), between.high()));
      section.put("spread", between.spread());
    } else {
      Map<String, Object> weights = new LinkedHashMap<>();
      ((Expectation.Weights) expectation)
          .byValue()
          .forEach((value, weight) -> weights.put(Parameter.text(value), weight));
      section.put("weights", weights);
    }
    return section;
  }

  private static Map<String, Object> conversion(Conversion conversion) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("times", conversion.times());
    section.put("plus", conversion.plus());
    putUnlessEmpty(section, "values", new LinkedHashMap<>(conversion.values()));
    return section;
  }

  private static Object use(PriorSelection selection) {
    if (selection instanceof PriorSelection.Listed listed) {
      return List.copyOf(listed.names());
    }
    return selection instanceof PriorSelection.All ? "all" : "none";
  }

  private static Map<String, Object> worker(WorkerSection.Configured configured) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("type", configured.type());
    configured.timeLimit().ifPresent(limit -> section.put("time-limit", DurationText.of(limit)));
    section.putAll(configured.settings().values());
    return section;
  }
}
