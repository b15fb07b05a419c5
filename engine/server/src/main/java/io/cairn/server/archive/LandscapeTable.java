package io.cairn.server.archive;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** One table of results on its way to a landscape. */
final class LandscapeTable {

  /** The resource of a landscape without fidelity. */
  static final String NO_FIDELITY = RungLadder.single().name();

  private static final int MOST_PROBLEMS = 1_000;
  private static final long MOST_CELLS = 50_000_000;

  private final String file;
  private final StudySpec study;
  private final Provenance provenance;
  private final List<TableProblem> problems = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final Map<Measurement, Row> first = new HashMap<>(); // looked up, never walked
  private long further;

  private record Cell(Configuration configuration, double level) {}

  /** A cell, and which of its repeats; empty where the table does not number them. */
  private record Measurement(Cell cell, String repeat) {}

  private record Row(
      long number,
      Measurement of,
      double value,
      double cost,
      int repeats,
      double spread,
      List<Double> further) {

    Cell cell() {
      return of.cell;
    }
  }

  LandscapeTable(String file, StudySpec study, Provenance provenance) {
    this.file = file;
    this.study = study;
    this.provenance = provenance;
  }

  ArchivedLandscape read(CSVParser parser) throws InvalidTableException, IOException {
    Iterator<CSVRecord> records = parser.iterator();
    try {
      if (!records.hasNext()) {
        throw new InvalidTableException(
            file, List.of(TableProblem.ofTable("is empty; the first row must name the columns")));
      }
      TableColumns columns = TableColumns.of(records.next().toList(), study, file);
      while (records.hasNext()) {
        CSVRecord row = records.next();
        boolean blank = row.size() == 1 && row.get(0).isBlank();
        if (!blank) {
          row(row, columns);
        }
      }
      refuseIfProblems();
      return landscape(columns);
    } catch (UncheckedIOException e) {
      // How the parser's iterator reports broken quotes and broken archives.
      report(
          TableProblem.ofRow(parser.getCurrentLineNumber(), "cannot be read: " + e.getMessage()));
      refuseIfProblems();
      throw e;
    }
  }

  private void report(TableProblem problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    } else {
      further++;
    }
  }

  private void refuseIfProblems() throws InvalidTableException {
    if (further > 0) {
      problems.add(TableProblem.ofTable("has " + further + " further mistakes like these"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidTableException(file, problems);
    }
  }

  private void row(CSVRecord record, TableColumns columns) {
    long number = record.getRecordNumber();
    if (record.size() != columns.count()) {
      report(
          TableProblem.ofRow(
              number,
              "has "
                  + record.size()
                  + " cells, but the header names "
                  + columns.count()
                  + " columns"));
      return;
    }
    Optional<Configuration> configuration = columns.configuration(record, number, this::report);
    TableCells cells = new TableCells(record, columns, study, this::report);
    OptionalDouble level = cells.level();
    OptionalDouble value = cells.value(measure().worst());
    OptionalDouble cost = cells.cost();
    OptionalInt repeats = cells.repeats();
    OptionalDouble spread = cells.spread();
    List<Double> others = cells.further();
    boolean measured = level.isPresent() && value.isPresent() && cost.isPresent();
    if (configuration.isPresent() && measured && repeats.isPresent() && spread.isPresent()) {
      Cell cell = new Cell(configuration.get(), level.getAsDouble());
      add(
          new Row(
              number,
              new Measurement(cell, cells.repeat()),
              value.getAsDouble(),
              cost.getAsDouble(),
              repeats.getAsInt(),
              spread.getAsDouble(),
              others));
    }
  }

  private void add(Row row) {
    Row earlier = first.putIfAbsent(row.of, row);
    if (earlier == null) {
      rows.add(row);
    } else if (Double.compare(earlier.value, row.value) != 0) {
      report(
          TableProblem.ofRow(
              row.number,
              "repeats the configuration and level of row "
                  + earlier.number
                  + " with another "
                  + study.objective().metric()
                  + " ("
                  + row.value
                  + ", not "
                  + earlier.value
                  + "); keep one of them, or number repeats in a column named "
                  + LandscapeCsv.REPEAT.get(0)));
    }
  }

  private Measure measure() {
    Objective objective = study.objective();
    boolean maximize = objective.direction() == Objective.Direction.MAXIMIZE;
    return new Measure(objective.metric(), maximize, study.resourceName());
  }

  private ArchivedLandscape landscape(TableColumns columns) throws InvalidTableException {
    TreeSet<Double> distinct = new TreeSet<>();
    rows.forEach(row -> distinct.add(row.cell().level));
    double[] levels = distinct.stream().mapToDouble(Double::doubleValue).toArray();
    long configurations = rows.stream().map(row -> row.cell().configuration).distinct().count();
    if (rows.isEmpty()) {
      report(TableProblem.ofTable("has no rows below the header; there is nothing to keep"));
    } else if (levels.length * configurations > MOST_CELLS) {
      report(
          TableProblem.ofTable(
              "has "
                  + levels.length
                  + " different values of "
                  + study.resourceName()
                  + " for "
                  + configurations
                  + " configurations, more than can be kept; round them to a few levels"));
    }
    refuseIfProblems();
    LandscapeBuilder builder = new LandscapeBuilder(study.space(), measure(), levels);
    for (Row row : rows) {
      Configuration configuration = row.cell().configuration;
      if (row.of.repeat.isEmpty()) {
        builder.addRepeated(
            configuration, row.cell().level, row.value, row.cost, row.repeats, row.spread);
      } else {
        builder.repeat(configuration, row.cell().level, row.value, row.cost);
      }
    }
    Landscape landscape = builder.build(provenance);
    return new ArchivedLandscape(landscape, furtherMetrics(columns, landscape, levels));
  }

  private List<FurtherMetric> furtherMetrics(
      TableColumns columns, Landscape landscape, double[] levels) {
    List<FurtherMetric> metrics = new ArrayList<>();
    for (int i = 0; i < columns.further().size(); i++) {
      double[][] values = new double[levels.length][landscape.size()];
      int[][] counts = new int[levels.length][landscape.size()];
      Arrays.stream(values).forEach(column -> Arrays.fill(column, Double.NaN));
      for (Row row : rows) {
        int level = Arrays.binarySearch(levels, row.cell().level);
        int column = landscape.indexOf(row.cell().configuration).orElseThrow();
        double value = row.further.get(i);
        if (!Double.isNaN(value)) {
          double mean = counts[level][column]++ == 0 ? value : values[level][column];
          values[level][column] = mean + (value - mean) / counts[level][column];
        }
      }
      metrics.add(new FurtherMetric(columns.further().get(i).name(), values));
    }
    return metrics;
  }
}
