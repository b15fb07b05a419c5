package io.cairn.server.export;

import io.cairn.core.space.NumberText;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;

/**
 * Writes CSV after RFC 4180: comma, CRLF, quotes where needed and doubled inside. UTF-8 without a
 * byte order mark; the caller's writer sees to that.
 *
 * <p>Nothing at all between two commas means absent; {@code ""} is an empty text. Numbers are
 * written as in JSON, NaN and infinities as {@code NaN}, {@code Infinity}, {@code -Infinity}; times
 * in ISO 8601.
 *
 * <p>Formulas: a spreadsheet runs a cell that begins with {@code =}, {@code +}, {@code -},
 * {@code @}, a tab or a carriage return, and texts of a study (categories, names of metrics,
 * messages of scripts) may come from anywhere. So such a text gets an apostrophe in front, as OWASP
 * advises ("CSV Injection"), unless it is a number; so does a text that begins with an apostrophe,
 * so that taking one off the front gives the original back. Numbers are never touched. Without the
 * guard, texts are written exactly as they are.
 */
final class CsvSink implements CellSink {

  private static final String STARTS_FORMULA = "=+-@\t\r'";

  private final Writer out;
  private final boolean guard;
  private boolean firstInRow = true;

  CsvSink(Writer out, boolean guard) {
    this.out = out;
    this.guard = guard;
  }

  @Override
  public void absent() throws IOException {
    plain("");
  }

  @Override
  public void integer(long value) throws IOException {
    plain(Long.toString(value));
  }

  @Override
  public void real(double value) throws IOException {
    plain(Double.isFinite(value) ? NumberText.of(value) : Double.toString(value));
  }

  @Override
  public void flag(boolean value) throws IOException {
    plain(Boolean.toString(value));
  }

  @Override
  public void time(Instant value) throws IOException {
    plain(value.toString());
  }

  @Override
  public void text(String value) throws IOException {
    String cell = guard ? guarded(value) : value;
    if (cell.isEmpty() || needsQuotes(cell)) {
      plain('"' + cell.replace("\"", "\"\"") + '"');
    } else {
      plain(cell);
    }
  }

  @Override
  public void endRow() throws IOException {
    out.write("\r\n");
    firstInRow = true;
  }

  private void plain(String cell) throws IOException {
    if (!firstInRow) {
      out.write(',');
    }
    firstInRow = false;
    out.write(cell);
  }

  private static String guarded(String value) {
    if (value.isEmpty() || STARTS_FORMULA.indexOf(value.charAt(0)) < 0) {
      return value;
    }
    return NumberText.parse(value).isPresent() ? value : "'" + value;
  }

  private static boolean needsQuotes(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    // Readers differ on blanks at the ends of a bare cell; quoted ones they keep.
    return cell.charAt(0) == ' ' || cell.charAt(cell.length() - 1) == ' ';
  }
}
