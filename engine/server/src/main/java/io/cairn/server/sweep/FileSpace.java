package io.cairn.server.sweep;

import io.cairn.core.space.Condition;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A space read from a file, of which a sweep may fix some parameters. What then can never have a
 * value goes, and so do conditions and forbidden clauses that are decided by it.
 */
final class FileSpace {

  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Condition> conditions = new LinkedHashMap<>();
  private final Map<String, Origin> origins = new LinkedHashMap<>();
  private final Map<String, Origin> conditionOrigins = new LinkedHashMap<>();
  private final List<Forbidden> forbidden = new ArrayList<>();
  private final Set<String> broken = new LinkedHashSet<>();
  private final Map<String, Long> fixed = new LinkedHashMap<>();
  private final Set<String> overridden;

  /**
   * @param overridden names that the sweep declares itself
   */
  FileSpace(Set<String> overridden) {
    this.overridden = Set.copyOf(overridden);
  }

  /** What must not hold: all parts together. */
  record Forbidden(List<Part> parts, String path, Origin origin) {}

  /** A part of a forbidden clause; its text is in the grammar of constraints. */
  sealed interface Part {
    String text();

    /** A parameter has one of some values. */
    record Member(String name, List<Object> values, String text) implements Part {}

    /** Two parameters compare in a way. */
    record Relation(String left, String right, String text) implements Part {}
  }

  void declare(Parameter parameter, Origin origin) {
    parameters.put(parameter.name(), parameter);
    origins.put(parameter.name(), origin);
  }

  void broken(String name) {
    broken.add(name);
  }

  /** A further condition of a parameter; all of them must hold. */
  void condition(String name, Condition condition, Origin origin) {
    conditionOrigins.putIfAbsent(name, origin);
    conditions.merge(name, condition, FileSpace::and);
  }

  private static Condition and(Condition earlier, Condition later) {
    List<Condition> all = new ArrayList<>();
    if (earlier instanceof Condition.AllOf several) {
      all.addAll(several.conditions());
    } else {
      all.add(earlier);
    }
    all.add(later);
    return new Condition.AllOf(all);
  }

  void forbid(Forbidden clause) {
    forbidden.add(clause);
  }

  Optional<Parameter> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  Set<String> names() {
    return parameters.keySet();
  }

  /** Gives a parameter one value. */
  void fix(String name, long code) {
    fixed.put(name, code);
  }

  /** Declares what is left of all this. */
  void addTo(SpaceDraft draft) {
    FixedConditions conditions = new FixedConditions(parameters, this.conditions, fixed);
    broken.forEach(draft::broken);
    parameters.forEach(
        (name, parameter) -> {
          if (!conditions.never().contains(name)) {
            draft.declare(fixedOrFree(parameter), origins.getOrDefault(name, Origin.of(name)));
          }
        });
    this.conditions
        .keySet()
        .forEach(
            name ->
                conditions
                    .of(name)
                    .ifPresent(
                        left ->
                            draft.condition(
                                name, left, conditionOrigins.getOrDefault(name, Origin.of(name)))));
    for (Forbidden clause : forbidden) {
      text(clause, conditions.never())
          .ifPresent(text -> draft.constraint(text, clause.path(), clause.origin()));
    }
  }

  private Parameter fixedOrFree(Parameter parameter) {
    Long code = fixed.get(parameter.name());
    return code == null
        ? parameter
        : new ConstantParameter(parameter.name(), parameter.value(code));
  }

  /** The constraint; empty where it cannot be violated any more. */
  private Optional<String> text(Forbidden clause, Set<String> never) {
    List<String> open = new ArrayList<>();
    List<String> decided = new ArrayList<>();
    for (Part part : clause.parts()) {
      if (isImpossible(part, never)) {
        return Optional.empty();
      }
      Optional<String> fixedTo =
          part instanceof Part.Member m ? fixedTo(m.name()) : Optional.empty();
      if (fixedTo.isPresent()) {
        decided.add(fixedTo.get());
      } else {
        open.add(part.text());
      }
    }
    // With every part decided, the fixed values themselves are forbidden, which the space must say.
    return Optional.of("not (" + String.join(" and ", open.isEmpty() ? decided : open) + ")");
  }

  private Optional<String> fixedTo(String name) {
    Long code = fixed.get(name);
    Parameter parameter = parameters.get(name);
    if (code == null || parameter == null) {
      return Optional.empty();
    }
    Object value = parameter.value(code);
    String text = Parameter.text(value);
    String quote = text.indexOf('"') < 0 ? "\"" : "'";
    return Optional.of(
        "`" + name + "` = " + (value instanceof String ? quote + text + quote : text));
  }

  private boolean isImpossible(Part part, Set<String> never) {
    if (part instanceof Part.Relation relation) {
      return isAbsent(relation.left(), never) || isAbsent(relation.right(), never);
    }
    Part.Member member = (Part.Member) part;
    Long code = fixed.get(member.name());
    Parameter parameter = parameters.get(member.name());
    return isAbsent(member.name(), never)
        || (code != null
            && parameter != null
            && member.values().stream()
                .noneMatch(value -> parameter.code(value).orElse(Parameter.INACTIVE) == code));
  }

  /** Left out by the sweep, or never active. */
  private boolean isAbsent(String name, Set<String> never) {
    boolean known =
        parameters.containsKey(name) || broken.contains(name) || overridden.contains(name);
    return never.contains(name) || !known;
  }
}
