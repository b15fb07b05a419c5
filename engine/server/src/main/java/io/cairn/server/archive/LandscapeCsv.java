package io.cairn.server.archive;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.NumberText;
import io.cairn.core.space.Parameter;
import io.cairn.server.sweep.Sweep;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/**
 * Landscapes as tables: one row a configuration and resource level; columns named as the
 * parameters, the fidelity, the metric, further metrics and {@code cost} (seconds). Inactive
 * parameters are empty, diverged results NaN. Files whose name ends with {@code .gz} are packed.
 */
public final class LandscapeCsv {

  /** Name of the column of costs. */
  public static final String COST = "cost";

  /** Names of a column that numbers the repeats of a configuration at a level; the first counts. */
  static final List<String> REPEAT = List.of("repeat", "seed", "fold");

  /** Name of the column of how many repeats a row is the mean of. */
  static final String REPEATS = "repeats";

  /** Name of the column of their sample standard deviation. */
  static final String SPREAD = "spread";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private LandscapeCsv() {}

  /**
   * Reads a table of results.
   *
   * @param file the table
   * @param sweep gives space, metric, direction and fidelity
   * @param name the name that the landscape gets
   * @param now when it is imported
   * @throws InvalidTableException with every mistake of the table
   * @throws IOException if the file cannot be read
   */
  public static ArchivedLandscape read(Path file, Sweep sweep, String name, Instant now)
      throws InvalidTableException, IOException {
    String source = "imported from " + file.getFileName();
    Provenance provenance = new Provenance("import", name, now, source, Map.of());
    try (Reader reader = open(file);
        CSVParser parser = CSVParser.parse(reader, FORMAT)) {
      return new LandscapeTable(String.valueOf(file.getFileName()), sweep.study(), provenance)
          .read(parser);
    } catch (ZipException | EOFException e) {
      throw new InvalidTableException(
          String.valueOf(file.getFileName()),
          List.of(
              TableProblem.ofTable("is no whole gzip file, as its name says: " + e.getMessage())));
    }
  }

  /** The name of a table without its endings: {@code wine} of {@code wine.csv.gz}. */
  public static String baseName(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.(csv(\\.gz)?|landscape)$", "");
  }

  private static Reader open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    if (!isPacked(file)) {
      return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
    try {
      return new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static boolean isPacked(Path file) {
    return file.toString().endsWith(".gz");
  }

  /**
   * Writes a landscape as a table; {@link #read} gives the same landscape back.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(ArchivedLandscape archived, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream packed = isPacked(file) ? new GZIPOutputStream(out) : out;
        Writer writer = new OutputStreamWriter(packed, StandardCharsets.UTF_8)) {
      write(archived, writer);
    }
  }

  /**
   * Writes a landscape as a table.
   *
   * @throws IOException if the writer fails
   */
  public static void write(ArchivedLandscape archived, Appendable out) throws IOException {
    Landscape landscape = archived.landscape();
    // Not closed: the writer is the caller's.
    CSVPrinter printer = new CSVPrinter(out, FORMAT);
    printer.printRecord(header(archived));
    for (int i = 0; i < landscape.size(); i++) {
      for (int level = 0; level <= landscape.top(); level++) {
        if (!Double.isNaN(landscape.value(level, i))) {
          printer.printRecord(row(archived, i, level));
        }
      }
    }
    printer.flush();
  }

  private static List<String> header(ArchivedLandscape archived) {
    Landscape landscape = archived.landscape();
    List<String> header = new ArrayList<>();
    landscape.space().parameters().forEach(parameter -> header.add(parameter.name()));
    if (hasLevels(landscape)) {
      header.add(landscape.resource());
    }
    header.add(landscape.metric());
    archived.further().forEach(metric -> header.add(metric.metric()));
    header.add(COST);
    if (isRepeated(landscape)) {
      header.add(REPEATS);
      header.add(SPREAD);
    }
    return header;
  }

  /** Without a fidelity there is one level, which needs no column. */
  private static boolean hasLevels(Landscape landscape) {
    return landscape.top() > 0 || !landscape.resource().equals(LandscapeTable.NO_FIDELITY);
  }

  private static boolean isRepeated(Landscape landscape) {
    return IntStream.rangeClosed(0, landscape.top()).anyMatch(landscape::isRepeated);
  }

  private static List<String> row(ArchivedLandscape archived, int index, int level) {
    Landscape landscape = archived.landscape();
    Configuration configuration = landscape.configurations().get(index);
    List<String> row = new ArrayList<>();
    for (int p = 0; p < landscape.space().dimensions(); p++) {
      row.add(configuration.isActive(p) ? Parameter.text(configuration.value(p)) : "");
    }
    if (hasLevels(landscape)) {
      row.add(NumberText.of(landscape.levels()[level]));
    }
    row.add(metric(landscape.value(level, index)));
    for (FurtherMetric metric : archived.further()) {
      double value = metric.value(level, index);
      row.add(Double.isNaN(value) ? "" : metric(value));
    }
    double cost = landscape.cost(level, index);
    row.add(Double.isNaN(cost) ? "" : NumberText.of(cost));
    if (isRepeated(landscape)) {
      double spread = landscape.spread(level, index);
      row.add(Integer.toString(landscape.repeats(level, index)));
      row.add(Double.isNaN(spread) ? "" : NumberText.of(spread));
    }
    return row;
  }

  private static String metric(double value) {
    return Double.isFinite(value) ? NumberText.of(value) : "NaN";
  }
}
