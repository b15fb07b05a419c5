package io.cairn.server.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table whose first row names its columns, read row by row. */
public final class CsvTable {

  private CsvTable() {}

  /** Takes the rows of a table. */
  public interface Rows {
    /** The names of the columns. */
    void columns(List<String> names) throws UnreadableStoreException;

    /** A row; absent cells are left out. */
    void row(Map<String, String> cells) throws UnreadableStoreException;
  }

  /**
   * Reads a table.
   *
   * @param what it is, for messages
   * @throws UnreadableStoreException if it is none
   * @throws IOException if it cannot be read
   */
  public static void read(Path file, String what, Rows rows)
      throws UnreadableStoreException, IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      read(reader, what, rows);
    } catch (MalformedInputException e) {
      throw new UnreadableStoreException(what + " is no UTF-8 text; is it the right file?");
    }
  }

  /**
   * Reads a table.
   *
   * @param what it is, for messages
   * @throws UnreadableStoreException if it is none
   * @throws IOException if it cannot be read
   */
  public static void read(Reader reader, String what, Rows rows)
      throws UnreadableStoreException, IOException {
    long line = 1;
    try (CSVParser parser = CSVParser.parse(reader, CSVFormat.RFC4180)) {
      List<String> names = List.of();
      for (CSVRecord record : parser) {
        line = parser.getCurrentLineNumber();
        if (names.isEmpty()) {
          names = record.toList();
          rows.columns(names);
        } else if (record.size() > 1 || names.size() == 1) {
          rows.row(cells(names, record, what));
        }
      }
      if (names.isEmpty()) {
        throw new UnreadableStoreException(what + " is empty; the first row must name the columns");
      }
    } catch (UncheckedIOException e) {
      throw new UnreadableStoreException(
          what + " cannot be read after line " + line + ": " + e.getMessage());
    }
  }

  private static Map<String, String> cells(List<String> names, CSVRecord record, String what)
      throws UnreadableStoreException {
    if (record.size() != names.size()) {
      throw new UnreadableStoreException(
          what
              + ", row "
              + record.getRecordNumber()
              + ", has "
              + record.size()
              + " cells, but the header names "
              + names.size()
              + " columns; was the file cut off?");
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!record.get(i).isEmpty()) {
        cells.put(names.get(i), record.get(i));
      }
    }
    return cells;
  }

  /** A cell, if it is there. */
  public static Optional<String> cell(Map<String, String> cells, String name) {
    return Optional.ofNullable(cells.get(name));
  }
}
