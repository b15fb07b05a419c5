package io.cairn.workers.smile.data;

import io.cairn.workers.spi.InvalidSettingsException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes a data set of a table, or says everything that prevents it.
 *
 * <p>Rows whose target is missing are left out. Columns without any value are left out too.
 */
public final class DatasetReader {

  /** Above this a column of text is a name or an id rather than a category. */
  static final int MOST_LEVELS = 1000;

  /** Up to this many different whole numbers are taken as classes when the task is automatic. */
  static final int MOST_AUTOMATIC_CLASSES = 20;

  static final int MOST_CLASSES = 200;
  static final int FEWEST_ROWS = 10;

  private final Table table;
  private final Selection selection;
  private final List<Problem> problems;

  private DatasetReader(Table table, Selection selection, List<Problem> problems) {
    this.table = table;
    this.selection = selection;
    this.problems = problems;
  }

  /**
   * Makes a data set.
   *
   * @param problems takes what is wrong, by key of the worker section
   * @return absent if anything was wrong
   */
  public static Optional<Dataset> read(Table table, Selection selection, List<Problem> problems) {
    int before = problems.size();
    Optional<Dataset> dataset = new DatasetReader(table, selection, problems).read();
    return problems.size() > before ? Optional.empty() : dataset;
  }

  private Optional<Dataset> read() {
    for (String name : selection.exclude()) {
      if (table.column(name).isEmpty()) {
        problem("data.exclude", "names '%s', which is no column; there are %s", name, names());
      }
    }
    if (selection.exclude().contains(selection.target())) {
      problem("data.exclude", "must not name the target '%s'", selection.target());
    }
    Optional<Column> target = table.column(selection.target());
    if (target.isEmpty()) {
      problem("data.target", "= '%s' is no column; there are %s", selection.target(), names());
      return Optional.empty();
    }
    int[] rows = rows(target.get());
    if (rows.length < FEWEST_ROWS) {
      problem(
          "data.file",
          "has %d rows with a target; training needs at least %d",
          rows.length,
          FEWEST_ROWS);
      return Optional.empty();
    }
    List<Column> inputs = inputs(rows);
    return target(target.get().rows(rows)).map(t -> new Dataset(inputs, t));
  }

  private int[] rows(Column target) {
    int[] known = IntStream.range(0, table.size()).filter(r -> !target.missing(r)).toArray();
    if (selection.rows().isEmpty() || selection.rows().getAsInt() >= known.length) {
      return known;
    }
    int[] drawn = Shuffle.of(known, selection.seed());
    return IntStream.of(drawn).limit(selection.rows().getAsInt()).sorted().toArray();
  }

  private List<Column> inputs(int[] rows) {
    List<Column> inputs = new ArrayList<>();
    for (Column column : table.columns()) {
      if (column.name().equals(selection.target())
          || selection.exclude().contains(column.name())
          || IntStream.of(rows).allMatch(column::missing)) {
        continue;
      }
      if (column instanceof NominalColumn nominal && nominal.levels().size() > MOST_LEVELS) {
        problem(
            "data.exclude",
            "should name column '%s': it holds %d different texts, more than the %d of a category",
            column.name(),
            nominal.levels().size(),
            MOST_LEVELS);
      }
      inputs.add(column.rows(rows));
    }
    if (inputs.isEmpty()) {
      problem("data.file", "leaves no column to train on besides the target");
    }
    return inputs;
  }

  private Optional<Target> target(Column column) {
    if (selection.task().map(t -> t == Task.REGRESSION).orElseGet(() -> looksContinuous(column))) {
      return values(column);
    }
    Target.Labels labels = Labelling.of(column);
    if (labels.classes().size() < 2 || labels.classes().size() > MOST_CLASSES) {
      problem(
          "data.target",
          "= '%s' has %d classes; classification needs 2 to %d%s",
          column.name(),
          labels.classes().size(),
          MOST_CLASSES,
          column instanceof NumericColumn ? "; or set data.task = regression" : "");
      return Optional.empty();
    }
    return Optional.of(labels);
  }

  private Optional<Target> values(Column column) {
    if (column instanceof NumericColumn numbers) {
      return Optional.of(
          new Target.Values(IntStream.range(0, numbers.size()).mapToDouble(numbers::at).toArray()));
    }
    problem(
        "data.task",
        "= regression needs a numeric target, but '%s' is text; set classification or auto",
        column.name());
    return Optional.empty();
  }

  private static boolean looksContinuous(Column column) {
    if (!(column instanceof NumericColumn numbers)) {
      return false;
    }
    double[] different =
        IntStream.range(0, numbers.size()).mapToDouble(numbers::at).distinct().toArray();
    boolean whole = IntStream.range(0, different.length).allMatch(i -> different[i] % 1 == 0);
    return !whole || different.length > MOST_AUTOMATIC_CLASSES;
  }

  private String names() {
    List<String> names = table.names();
    return String.join(", ", names.subList(0, Math.min(40, names.size())))
        + (names.size() > 40 ? ", ..." : "");
  }

  private void problem(String key, String message, Object... values) {
    problems.add(new Problem(key, message.formatted(values)));
  }
}
