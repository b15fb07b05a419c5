package io.cairn.workers.smile.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Comma separated values with a header line (RFC 4180); semicolons and tabs are taken too,
 * whichever the header line has most of.
 */
final class CsvFormat {

  private static final int LONGEST_HEADER = 1 << 20;

  private CsvFormat() {}

  static Table read(BufferedReader reader) throws IOException, UnreadableTableException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter(reader))
            .setIgnoreSurroundingSpaces(true)
            .get();
    try (CSVParser parser = format.parse(reader)) {
      List<ColumnBuilder> builders = new ArrayList<>();
      long cells = 0;
      for (CSVRecord line : parser) {
        if (builders.isEmpty()) {
          builders.addAll(header(line));
          continue;
        }
        if (line.size() != builders.size()) {
          throw new UnreadableTableException(
              "has %d cells in line %d, but its header has %d"
                  .formatted(line.size(), parser.getCurrentLineNumber(), builders.size()));
        }
        TableFile.checkSize(cells += line.size());
        for (int i = 0; i < builders.size(); i++) {
          builders.get(i).add(line.get(i));
        }
      }
      if (cells == 0) {
        throw new UnreadableTableException("has no rows; it must hold a header line and data");
      }
      List<Column> columns = new ArrayList<>();
      for (ColumnBuilder builder : builders) {
        columns.add(builder.infer());
      }
      return new Table(columns);
    } catch (UncheckedIOException e) {
      // How the parser's iterator hands on what it could not read.
      throw e.getCause();
    }
  }

  private static List<ColumnBuilder> header(CSVRecord line) throws UnreadableTableException {
    Set<String> names = new HashSet<>();
    List<ColumnBuilder> builders = new ArrayList<>();
    for (String name : line) {
      if (name.isEmpty() || !names.add(name)) {
        throw new UnreadableTableException(
            "has a header in which column %d is %s; every column needs a name of its own"
                .formatted(builders.size() + 1, name.isEmpty() ? "empty" : "again '" + name + "'"));
      }
      builders.add(new ColumnBuilder(name));
    }
    return builders;
  }

  private static char delimiter(BufferedReader reader) throws IOException {
    reader.mark(LONGEST_HEADER);
    int commas = 0;
    int semicolons = 0;
    int tabs = 0;
    int c = reader.read();
    for (int i = 1; c >= 0 && c != '\n' && i < LONGEST_HEADER; i++, c = reader.read()) {
      commas += c == ',' ? 1 : 0;
      semicolons += c == ';' ? 1 : 0;
      tabs += c == '\t' ? 1 : 0;
    }
    reader.reset();
    if (tabs > commas && tabs > semicolons) {
      return '\t';
    }
    return semicolons > commas ? ';' : ',';
  }
}
