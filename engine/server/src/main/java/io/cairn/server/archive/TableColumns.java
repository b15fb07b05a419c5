package io.cairn.server.archive;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.InvalidConfigurationException;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.Problem;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.StudySpec;
import io.cairn.server.sweep.DidYouMean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVRecord;

/** Which column of a table of results holds what. */
final class TableColumns {

  private final SearchSpace space;
  private final int count;
  private final int[] parameters;
  private final OptionalInt level;
  private final int metric;
  private final OptionalInt cost;
  private final RepeatColumns repeats;
  private final List<Further> further;

  /**
   * Columns that tell of repeats.
   *
   * @param number which repeat the row is: a column named repeat, seed or fold
   * @param count of how many repeats the row is the mean
   * @param spread their sample standard deviation
   */
  record RepeatColumns(OptionalInt number, OptionalInt count, OptionalInt spread) {}

  /** A column that is neither parameter, fidelity, metric nor cost. */
  record Further(String name, int index) {}

  private TableColumns(
      SearchSpace space,
      int count,
      int[] parameters,
      OptionalInt level,
      int metric,
      OptionalInt cost,
      RepeatColumns repeats,
      List<Further> further) {
    this.space = space;
    this.count = count;
    this.parameters = parameters;
    this.level = level;
    this.metric = metric;
    this.cost = cost;
    this.repeats = repeats;
    this.further = further;
  }

  /**
   * Reads a header.
   *
   * @throws InvalidTableException if columns are missing or named twice
   */
  static TableColumns of(List<String> header, StudySpec study, String file)
      throws InvalidTableException {
    List<TableProblem> problems = new ArrayList<>();
    List<String> names = new ArrayList<>();
    header.forEach(cell -> names.add(cell.strip().replace("\uFEFF", "")));
    Set<String> seen = new HashSet<>();
    names.stream()
        .filter(name -> !seen.add(name))
        .forEach(
            name ->
                problems.add(
                    TableProblem.ofRow(1, "names the column " + name + " twice; remove one")));
    SearchSpace space = study.space();
    int[] parameters = new int[space.dimensions()];
    for (int p = 0; p < parameters.length; p++) {
      Parameter parameter = space.parameter(p);
      parameters[p] = names.indexOf(parameter.name());
      if (parameters[p] < 0 && !(parameter instanceof ConstantParameter)) {
        problems.add(missing(parameter.name(), "parameter", names));
      }
    }
    Optional<String> resource = study.ladder().fidelity().map(Fidelity::name);
    int level = resource.map(names::indexOf).orElse(-1);
    if (resource.isPresent() && level < 0) {
      problems.add(missing(resource.get(), "fidelity", names));
    }
    int metric = names.indexOf(study.objective().metric());
    if (metric < 0) {
      problems.add(missing(study.objective().metric(), "metric", names));
    }
    if (!problems.isEmpty()) {
      throw new InvalidTableException(file, problems);
    }
    int cost = names.indexOf(LandscapeCsv.COST);
    boolean hasCost = cost >= 0 && cost != metric && space.indexOf(LandscapeCsv.COST).isEmpty();
    Set<String> taken = new HashSet<>(List.of(study.objective().metric()));
    resource.ifPresent(taken::add);
    space.parameters().forEach(parameter -> taken.add(parameter.name()));
    RepeatColumns repeats =
        new RepeatColumns(
            LandscapeCsv.REPEAT.stream()
                .filter(names::contains)
                .filter(n -> !taken.contains(n))
                .mapToInt(names::indexOf)
                .findFirst(),
            free(LandscapeCsv.REPEATS, names, taken),
            free(LandscapeCsv.SPREAD, names, taken));
    List<Further> further = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean known =
          i == level
              || i == metric
              || (hasCost && i == cost)
              || repeats.number().equals(OptionalInt.of(i))
              || repeats.count().equals(OptionalInt.of(i))
              || repeats.spread().equals(OptionalInt.of(i))
              || space.indexOf(names.get(i)).isPresent();
      if (!known && !names.get(i).isEmpty()) {
        further.add(new Further(names.get(i), i));
      }
    }
    return new TableColumns(
        space,
        names.size(),
        parameters,
        index(level),
        metric,
        index(hasCost ? cost : -1),
        repeats,
        further);
  }

  private static OptionalInt free(String name, List<String> names, Set<String> taken) {
    return taken.contains(name) ? OptionalInt.empty() : index(names.indexOf(name));
  }

  private static OptionalInt index(int column) {
    return column < 0 ? OptionalInt.empty() : OptionalInt.of(column);
  }

  private static TableProblem missing(String name, String what, List<String> names) {
    String hint = DidYouMean.nearest(name, names).map(near -> "; is it " + near + "?").orElse("");
    return TableProblem.ofRow(
        1, "names no column " + name + ", the " + what + " of the sweep" + hint);
  }

  int count() {
    return count;
  }

  /** Column of the fidelity; empty where the sweep has none. */
  OptionalInt level() {
    return level;
  }

  int metric() {
    return metric;
  }

  OptionalInt cost() {
    return cost;
  }

  RepeatColumns repeats() {
    return repeats;
  }

  List<Further> further() {
    return further;
  }

  /** The configuration of a row; mistakes go to {@code problems}. */
  Optional<Configuration> configuration(
      CSVRecord record, long number, Consumer<TableProblem> problems) {
    Map<String, Object> values = new LinkedHashMap<>();
    boolean sound = true;
    for (int p = 0; p < parameters.length; p++) {
      String text = parameters[p] < 0 ? "" : record.get(parameters[p]);
      if (text.isBlank()) {
        continue;
      }
      Parameter parameter = space.parameter(p);
      OptionalLong code = parameter.parse(text);
      if (code.isPresent()) {
        values.put(parameter.name(), parameter.value(code.getAsLong()));
      } else {
        problems.accept(
            TableProblem.ofCell(number, parameter.name(), text, "must be " + parameter.domain()));
        sound = false;
      }
    }
    return sound ? configuration(values, number, problems) : Optional.empty();
  }

  private Optional<Configuration> configuration(
      Map<String, Object> values, long number, Consumer<TableProblem> problems) {
    try {
      return Optional.of(space.configuration(values));
    } catch (InvalidConfigurationException invalid) {
      invalid.problems().forEach(problem -> problems.accept(ofRow(number, problem)));
      return Optional.empty();
    }
  }

  private TableProblem ofRow(long number, Problem problem) {
    return space.indexOf(problem.path()).isPresent()
        ? new TableProblem(
            OptionalLong.of(number),
            Optional.of(problem.path()),
            Optional.empty(),
            problem.message())
        : TableProblem.ofRow(number, problem.message());
  }
}
