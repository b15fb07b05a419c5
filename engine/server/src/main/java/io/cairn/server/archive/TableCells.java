package io.cairn.server.archive;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.NumberText;
import io.cairn.core.study.StudySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** The numbers of one row of a table of results; what is none goes to {@code problems}. */
final class TableCells {

  /** Levels of the ladder went through decimal text: 1/27 may stand there as 0.037037. */
  private static final double LEVEL_TOLERANCE = 1e-5;

  private static final Pattern DIVERGED = Pattern.compile("(?i)nan|[+-]?inf(inity)?");

  private final CSVRecord record;
  private final TableColumns columns;
  private final StudySpec study;
  private final Consumer<TableProblem> problems;

  TableCells(
      CSVRecord record, TableColumns columns, StudySpec study, Consumer<TableProblem> problems) {
    this.record = record;
    this.columns = columns;
    this.study = study;
    this.problems = problems;
  }

  /**
   * The resource level, that of a near rung if there is one; of a sweep without fidelity its only
   * level.
   */
  OptionalDouble level() {
    OptionalInt column = columns.level();
    if (column.isEmpty()) {
      return OptionalDouble.of(study.ladder().level(0));
    }
    String text = record.get(column.getAsInt()).strip();
    Optional<Number> level = NumberText.parse(text).filter(n -> n.doubleValue() > 0);
    if (level.isEmpty()) {
      problems.accept(
          TableProblem.ofCell(
              record.getRecordNumber(),
              study.resourceName(),
              text,
              "must be a number above 0: the resource that was spent"));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(snapped(level.get().doubleValue()));
  }

  private double snapped(double level) {
    RungLadder ladder = study.ladder();
    for (int rung = 0; rung < ladder.size(); rung++) {
      if (Math.abs(level - ladder.level(rung)) <= LEVEL_TOLERANCE * ladder.level(rung)) {
        return ladder.level(rung);
      }
    }
    return level;
  }

  /** The metric. What diverged is {@code worst}, whatever it was written as. */
  OptionalDouble value(double worst) {
    String text = record.get(columns.metric()).strip();
    OptionalDouble value = metricValue(text, worst);
    if (value.isEmpty()) {
      problems.accept(
          TableProblem.ofCell(
              record.getRecordNumber(),
              study.objective().metric(),
              text,
              "must be a number, or NaN if it diverged"));
    }
    return value;
  }

  private static OptionalDouble metricValue(String text, double worst) {
    Optional<Number> number = NumberText.parse(text);
    if (number.isPresent()) {
      return OptionalDouble.of(number.get().doubleValue());
    }
    return DIVERGED.matcher(text).matches() ? OptionalDouble.of(worst) : OptionalDouble.empty();
  }

  /** The cost in seconds; NaN if it is not known. */
  OptionalDouble cost() {
    String text = columns.cost().isEmpty() ? "" : record.get(columns.cost().getAsInt()).strip();
    if (text.isEmpty()) {
      return OptionalDouble.of(Double.NaN);
    }
    Optional<Number> cost = NumberText.parse(text).filter(n -> n.doubleValue() >= 0);
    if (cost.isEmpty()) {
      problems.accept(
          TableProblem.ofCell(
              record.getRecordNumber(),
              LandscapeCsv.COST,
              text,
              "must be seconds of at least 0, or empty if not known"));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(cost.get().doubleValue());
  }

  /** Which repeat the row is; empty where the table does not say. */
  String repeat() {
    OptionalInt column = columns.repeats().number();
    return column.isEmpty() ? "" : record.get(column.getAsInt()).strip();
  }

  /** Of how many repeats the row is the mean. */
  OptionalInt repeats() {
    OptionalInt column = columns.repeats().count();
    String text = column.isEmpty() ? "" : record.get(column.getAsInt()).strip();
    if (text.isEmpty()) {
      return OptionalInt.of(1);
    }
    Optional<Number> count =
        NumberText.parse(text).filter(n -> n.doubleValue() == n.intValue() && n.intValue() >= 1);
    if (count.isEmpty()) {
      problems.accept(
          TableProblem.ofCell(
              record.getRecordNumber(),
              LandscapeCsv.REPEATS,
              text,
              "must be a whole number from 1"));
      return OptionalInt.empty();
    }
    return OptionalInt.of(count.get().intValue());
  }

  /** Sample standard deviation of the repeats; NaN if it is not known. */
  OptionalDouble spread() {
    OptionalInt column = columns.repeats().spread();
    String text = column.isEmpty() ? "" : record.get(column.getAsInt()).strip();
    if (text.isEmpty()) {
      return OptionalDouble.of(Double.NaN);
    }
    Optional<Number> spread = NumberText.parse(text).filter(n -> n.doubleValue() >= 0);
    if (spread.isEmpty()) {
      problems.accept(
          TableProblem.ofCell(
              record.getRecordNumber(),
              LandscapeCsv.SPREAD,
              text,
              "must be a standard deviation of at least 0, or empty if not known"));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(spread.get().doubleValue());
  }

  /** The further metrics; NaN where there is none. */
  List<Double> further() {
    List<Double> values = new ArrayList<>(columns.further().size());
    for (TableColumns.Further column : columns.further()) {
      String text = record.get(column.index()).strip();
      boolean absent = text.isEmpty() || DIVERGED.matcher(text).matches();
      Optional<Number> parsed = NumberText.parse(text);
      if (!absent && parsed.isEmpty()) {
        problems.accept(
            TableProblem.ofCell(
                record.getRecordNumber(),
                column.name(),
                text,
                "must be a number: the column is no parameter, so it counts as a further metric; correct"
                    + " the cell or remove the column"));
      }
      values.add(parsed.map(Number::doubleValue).orElse(Double.NaN));
    }
    return values;
  }
}
