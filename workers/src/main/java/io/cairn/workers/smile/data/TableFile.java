package io.cairn.workers.smile.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads tables from files: CSV ({@code .csv}, {@code .tsv}, {@code .txt}) or ARFF ({@code .arff}),
 * plain or gzipped ({@code .gz}), in UTF-8.
 *
 * <p>Missing cells: empty, {@code ?}, {@code NA}, {@code N/A}, {@code NaN}, {@code null}.
 */
public final class TableFile {

  /** What one file may hold, so that a wrong file ends in a sentence and not in an OutOfMemory. */
  static final long MAX_CELLS = 20_000_000;

  private static final int GZIP_MAGIC = 0x1f8b;

  private TableFile() {}

  /**
   * Reads a table.
   *
   * @throws UnreadableTableException if there is no such file or it is no table
   */
  public static Table read(Path file) throws UnreadableTableException {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    name = name.toLowerCase(Locale.ROOT);
    boolean arff = name.endsWith(".arff") || name.endsWith(".arff.gz");
    if (!arff && !name.matches(".*\\.(csv|tsv|txt)(\\.gz)?")) {
      throw new UnreadableTableException(
          "has a name that says neither CSV nor ARFF; end it in .csv or .arff, plain or with .gz");
    }
    try (InputStream bytes = decompressed(Files.newInputStream(file));
        BufferedReader reader =
            new BufferedReader(
                // A decoder made by hand reports bytes that are no UTF-8; a charset's name would
                // replace them in silence.
                new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()))) {
      skipByteOrderMark(reader);
      return arff ? ArffFormat.read(reader) : CsvFormat.read(reader);
    } catch (NoSuchFileException e) {
      throw new UnreadableTableException("does not exist");
    } catch (CharacterCodingException e) {
      throw new UnreadableTableException("is not UTF-8 text; convert it");
    } catch (ZipException e) {
      throw new UnreadableTableException("is a damaged gzip file: " + e.getMessage());
    } catch (IOException e) {
      throw new UnreadableTableException("cannot be read: " + e.getMessage());
    }
  }

  private static InputStream decompressed(InputStream raw) throws IOException {
    try {
      BufferedInputStream bytes = new BufferedInputStream(raw);
      bytes.mark(2);
      int magic = bytes.read() << 8 | bytes.read();
      bytes.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static void skipByteOrderMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
  }

  static void checkSize(long cells) throws UnreadableTableException {
    if (cells > MAX_CELLS) {
      throw new UnreadableTableException(
          String.format(
              Locale.ROOT, "holds more than %,d cells; give a smaller sample of it", MAX_CELLS));
    }
  }
}
