package io.cairn.server.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a study can be exported as. */
public enum ExportFormat {
  /** Comma separated values after RFC 4180: one row a result or a trial. */
  CSV,
  /** The whole history in one object. */
  JSON,
  /** Apache Parquet: the rows of the CSV, typed. */
  PARQUET,
  /** A journal file that Optuna reads: a study of trials. */
  OPTUNA;

  private static final String JOURNAL = ".journal";

  /** The name on the command line, and the file extension. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of a file, by the ending of its name; without one it is CSV.
   *
   * @throws IllegalArgumentException if the ending is that of no format
   */
  public static ExportFormat ofFile(String file) {
    if (file.endsWith(JOURNAL)) {
      return OPTUNA;
    }
    int dot = file.lastIndexOf('.');
    boolean ending = dot > file.replace('\\', '/').lastIndexOf('/');
    return ending ? of(file.substring(dot + 1)) : CSV;
  }

  /**
   * The format of a name, in any case.
   *
   * @throws IllegalArgumentException if there is no such format
   */
  public static ExportFormat of(String word) {
    return Arrays.stream(values())
        .filter(format -> format.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "format = "
                        + word
                        + " is not known; use one of "
                        + Arrays.stream(values())
                            .map(ExportFormat::word)
                            .collect(Collectors.joining(", "))));
  }
}
