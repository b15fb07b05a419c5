package io.cairn.bench.race;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that grows by rows and survives the death of its writer: a row is there when its line end
 * is, and what a killed process left of one is cut off at the next opening. Cells hold neither
 * commas nor quotes. Thread-safe; a row is written in one piece, so processes may share a table.
 */
final class CsvFile {
  private final Path path;
  private final List<String> header;
  private final List<CsvRow> rows;

  private CsvFile(Path path, List<String> header, List<CsvRow> rows) {
    this.path = path;
    this.header = header;
    this.rows = rows;
  }

  /**
   * Opens a table, or begins it.
   *
   * @throws IOException if it cannot be read, or is a table of other columns
   */
  static CsvFile open(Path path, List<String> header) throws IOException {
    if (Files.exists(path)) {
      cutToLastLineEnd(path);
    }
    if (!Files.exists(path) || Files.size(path) == 0) {
      write(path, header);
      return new CsvFile(path, header, List.of());
    }
    List<CsvRow> rows = read(path);
    List<String> found =
        List.of(Files.readAllLines(path, StandardCharsets.UTF_8).get(0).split(",", -1));
    if (!found.equals(header)) {
      throw new IOException(
          path + " has the columns " + found + ", not " + header + "; use another folder");
    }
    return new CsvFile(path, header, rows);
  }

  /**
   * The whole rows of a table. A row that has not one cell for each column is left out and named on
   * the standard error: what it held is lost, but the others are not.
   *
   * @throws IOException if it cannot be read or is empty
   */
  static List<CsvRow> read(Path path) throws IOException {
    String text = Files.readString(path, StandardCharsets.UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    List<String> lines = whole.lines().toList();
    if (lines.isEmpty()) {
      throw new IOException(path + " is empty; it must begin with the names of its columns");
    }
    List<String> header = List.of(lines.get(0).split(",", -1));
    List<CsvRow> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = List.of(lines.get(i).split(",", -1));
      if (cells.size() != header.size()) {
        System.err.printf(
            "%s line %d has %d cells, not %d: left out%n",
            path, i + 1, cells.size(), header.size());
        continue;
      }
      rows.add(new CsvRow(header, cells));
    }
    return rows;
  }

  private static void cutToLastLineEnd(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end < bytes.length) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(end);
      }
    }
  }

  /** The rows that were there when it was opened. */
  List<CsvRow> rows() {
    return rows;
  }

  /** Adds a row; it is in the operating system's hands when this returns. */
  synchronized void append(List<String> cells) throws IOException {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + header.size() + " columns");
    }
    write(path, cells);
  }

  private static void write(Path path, List<String> cells) throws IOException {
    byte[] line = (String.join(",", cells) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }
}
