package io.cairn.workers.table;

import io.cairn.workers.settings.Suggestion;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a table row by row into columns and collects every mistake in it. */
final class TableReader {

  /**
   * The columns to look for.
   *
   * @param parameters required
   * @param level name of the resource; absent where the sweep has no fidelity
   * @param metrics required; the objective's metric first
   */
  record Wanted(List<String> parameters, Optional<String> level, List<String> metrics) {
    Wanted {
      parameters = List.copyOf(parameters);
      metrics = List.copyOf(metrics);
    }
  }

  static final String COST = "cost";

  private final Wanted wanted;
  private final Problems problems;
  private final List<WordColumn> parameters = new ArrayList<>();
  private final List<GrowingDoubles> metrics = new ArrayList<>();
  private final GrowingDoubles levels = new GrowingDoubles();
  private final GrowingDoubles costs = new GrowingDoubles();
  private final GrowingDoubles lines = new GrowingDoubles();
  private final Map<String, Integer> places = new HashMap<>();
  private int rows;

  private TableReader(Wanted wanted, Problems problems) {
    this.wanted = wanted;
    this.problems = problems;
    wanted.parameters().forEach(name -> parameters.add(new WordColumn()));
    wanted.metrics().forEach(name -> metrics.add(new GrowingDoubles()));
  }

  /**
   * Reads a table.
   *
   * @return the table; empty if there are problems
   */
  static Optional<RecordedTable> read(Path file, Wanted wanted, Problems problems) {
    TableReader reader = new TableReader(wanted, problems);
    try (Reader text = open(file);
        CSVParser parser =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get().parse(text)) {
      reader.read(parser);
    } catch (IOException e) {
      problems.add("cannot be read: " + e.getMessage());
    } catch (UncheckedIOException | IllegalStateException e) {
      problems.add("is not valid CSV after row " + reader.lastLine() + ": " + e.getMessage());
    }
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    RowGroups groups = RowGroups.of(reader.rows, reader.parameters, reader.levels);
    return groups.table(
        wanted,
        new RowGroups.Measures(reader.metrics, reader.costs, reader.places.containsKey(COST)),
        reader.lines,
        problems);
  }

  private static Reader open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      InputStream plain = gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
      Reader text = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
      // A byte order mark, as spreadsheets write it.
      text.mark(1);
      if (text.read() != '\uFEFF') {
        text.reset();
      }
      return text;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private int lastLine() {
    return rows == 0 ? 1 : (int) lines.get(rows - 1);
  }

  private void read(CSVParser parser) {
    Iterator<CSVRecord> records = parser.iterator();
    if (!records.hasNext()) {
      problems.add("is empty; its first row must name the columns");
      return;
    }
    int width = header(records.next());
    if (!problems.isEmpty()) {
      return;
    }
    while (records.hasNext()) {
      CSVRecord row = records.next();
      int line = (int) Math.min(Integer.MAX_VALUE, parser.getCurrentLineNumber());
      if (row.size() != width) {
        problems.add("row %d has %d cells, but the header %d".formatted(line, row.size(), width));
      } else {
        row(row, line);
      }
    }
    if (rows == 0 && problems.isEmpty()) {
      problems.add("has a header, but no row");
    }
  }

  private int header(CSVRecord header) {
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).strip();
      if (places.putIfAbsent(name, i) != null && isWanted(name)) {
        problems.add("has two columns named \"" + name + "\"");
      }
    }
    for (String name : required()) {
      if (!places.containsKey(name)) {
        problems.add(
            "has no column \"%s\"; its columns are %s%s"
                .formatted(name, shorten(header), Suggestion.forWord(name, places.keySet())));
      }
    }
    return header.size();
  }

  private static String shorten(CSVRecord header) {
    List<String> names = header.toList();
    return names.size() <= 40
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 40)) + " and " + (names.size() - 40) + " more";
  }

  private List<String> required() {
    List<String> names = new ArrayList<>(wanted.parameters());
    wanted.level().ifPresent(names::add);
    names.addAll(wanted.metrics());
    return names;
  }

  private boolean isWanted(String name) {
    return name.equals(COST) || required().contains(name);
  }

  private void row(CSVRecord row, int line) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).add(cell(row, wanted.parameters().get(i)));
    }
    for (int i = 0; i < metrics.size(); i++) {
      metrics.get(i).add(metric(row, line, wanted.metrics().get(i)));
    }
    levels.add(wanted.level().map(name -> positive(row, line, name, false)).orElse(1.0));
    costs.add(places.containsKey(COST) ? positive(row, line, COST, true) : 0);
    lines.add(line);
    rows++;
  }

  private String cell(CSVRecord row, String column) {
    Integer place = places.get(column);
    return place == null ? "" : row.get(place);
  }

  private double metric(CSVRecord row, int line, String column) {
    OptionalDouble value = Cells.measure(cell(row, column));
    if (value.isEmpty()) {
      problems.add(
          "row %d: %s = \"%s\" must be a number; a run that diverged has NaN"
              .formatted(line, column, cell(row, column)));
    }
    return value.orElse(0);
  }

  private double positive(CSVRecord row, int line, String column, boolean zeroToo) {
    OptionalDouble value = Cells.number(cell(row, column));
    if (value.isEmpty() || value.getAsDouble() < 0 || (!zeroToo && value.getAsDouble() == 0)) {
      problems.add(
          "row %d: %s = \"%s\" must be a number %s"
              .formatted(line, column, cell(row, column), zeroToo ? "of 0 or more" : "above 0"));
    }
    return value.orElse(1);
  }
}
