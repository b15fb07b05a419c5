package io.cairn.server.cli;

import io.cairn.core.space.NumberText;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.DamagedLandscapeException;
import io.cairn.server.archive.InvalidTableException;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.LandscapeCsv;
import io.cairn.server.archive.UnknownLandscapeException;
import io.cairn.server.studies.CairnException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How commands that look at landscapes take them: names and ids of the archive, landscape files,
 * and tables with {@code --space}; each may name a level and a metric.
 */
final class LandscapeOperands {

  /** For the help of every command that takes them. */
  static final String HELP =
      "Name, id or unique beginning of an id of the archive, a .landscape file, or a .csv table with"
          + " --space. @LEVEL picks a resource level (default: the highest measured), #METRIC a further"
          + " metric (#test_loss:minimize): churn@9, churn#test_loss:minimize@9.";

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Option(
      names = "--space",
      paramLabel = "SWEEP",
      description = "A sweep file with objective, space and fidelity, to read tables with.")
  private @Nullable Path space;

  GlobalOptions global() {
    return global;
  }

  /** Finds a landscape. */
  LandscapeOperand find(String text) throws IOException {
    String rest = text;
    OptionalDouble level = OptionalDouble.empty();
    String metric = "";
    if (!exists(text)) {
      int at = rest.lastIndexOf('@');
      Optional<Number> number =
          at < 0 ? Optional.empty() : NumberText.parse(rest.substring(at + 1));
      if (number.isPresent()) {
        level = OptionalDouble.of(number.get().doubleValue());
        rest = rest.substring(0, at);
      }
      int hash = rest.indexOf('#');
      if (hash >= 0 && !exists(rest)) {
        metric = rest.substring(hash + 1);
        rest = rest.substring(0, hash);
      }
    }
    if (isTable(rest)) {
      return LandscapeOperand.of(text, "", table(rest), level, metric);
    }
    LandscapeArchive.Entry entry = entry(rest);
    return LandscapeOperand.of(text, entry.id(), entry.archived(), level, metric);
  }

  private LandscapeArchive.Entry entry(String wanted) throws IOException {
    try {
      return global.home().archive().find(wanted);
    } catch (UnknownLandscapeException | DamagedLandscapeException e) {
      throw CairnException.refused(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isTable(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.endsWith(".csv") || lower.endsWith(".csv.gz");
  }

  private static boolean exists(String text) {
    try {
      return Files.isRegularFile(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private ArchivedLandscape table(String text) throws IOException {
    if (space == null) {
      throw CairnException.invalid(
          text + " is a table; say with --space SWEEP what its columns are");
    }
    Path file = Path.of(text);
    if (!Files.isRegularFile(file)) {
      throw CairnException.invalid(text + " is not there");
    }
    Sweep sweep = SweepArgument.read(space, Purpose.SPACE);
    try {
      return LandscapeCsv.read(file, sweep, LandscapeCsv.baseName(file), Instant.now());
    } catch (InvalidTableException e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
