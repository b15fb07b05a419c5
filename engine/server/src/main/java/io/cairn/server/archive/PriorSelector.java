package io.cairn.server.archive;

import io.cairn.core.transfer.PriorLandscape;
import io.cairn.server.archive.LandscapeArchive.Entry;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.PriorSelection;
import io.cairn.server.sweep.Problem;
import io.cairn.server.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Chooses the landscapes that a sweep learns from. */
public final class PriorSelector {

  private final LandscapeArchive archive;
  private final Sweep sweep;
  private final PriorSources sources;
  private final List<Problem> problems = new ArrayList<>();
  private final List<PriorChoice.Used> used = new ArrayList<>();
  private final List<PriorChoice.LeftOut> leftOut = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private PriorSelector(LandscapeArchive archive, Sweep sweep, Instant now) {
    this.archive = archive;
    this.sweep = sweep;
    this.sources = new PriorSources(sweep, now);
  }

  /**
   * Chooses, and keeps what {@code priors.from} names in the archive.
   *
   * @param now when what is new to the archive counts as imported
   * @throws InvalidSweepException if a landscape that the sweep names is unknown, damaged or of no
   *     use to it
   * @throws IOException if the archive cannot be read or written
   */
  public static PriorChoice select(LandscapeArchive archive, Sweep sweep, Instant now)
      throws InvalidSweepException, IOException {
    PriorSelector selector = new PriorSelector(archive, sweep, now);
    PriorChoice choice = selector.choose();
    for (Entry entry : selector.sources.entries()) {
      archive.put(entry.archived());
    }
    return choice;
  }

  /**
   * Chooses as {@link #select} would, and writes nothing.
   *
   * @throws InvalidSweepException as {@link #select}
   * @throws IOException if the archive cannot be read
   */
  public static PriorChoice preview(LandscapeArchive archive, Sweep sweep, Instant now)
      throws InvalidSweepException, IOException {
    return new PriorSelector(archive, sweep, now).choose();
  }

  private PriorChoice choose() throws InvalidSweepException, IOException {
    if (!(sweep.priors().use() instanceof PriorSelection.None)) {
      sources.read();
      problems.addAll(sources.problems());
      leftOut.addAll(sources.leftOut());
    }
    if (sweep.priors().use() instanceof PriorSelection.All) {
      all();
    } else if (sweep.priors().use() instanceof PriorSelection.Listed listed) {
      for (int i = 0; i < listed.names().size(); i++) {
        listed(i, listed.names().get(i));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSweepException(problems);
    }
    return new PriorChoice(used, leftOut, warnings);
  }

  private void all() throws IOException {
    LandscapeArchive.Contents contents = archive.contents();
    contents.damaged().forEach(damaged -> warnings.add(String.valueOf(damaged.getMessage())));
    Map<String, Entry> candidates = new LinkedHashMap<>();
    sources.entries().forEach(entry -> candidates.put(entry.id(), entry));
    contents.entries().forEach(entry -> candidates.putIfAbsent(entry.id(), entry));
    for (Entry entry : candidates.values()) {
      PriorFit fit = PriorFit.of(entry.archived().landscape(), sweep.study());
      if (fit.fits()) {
        use(entry, fit.reason());
      } else {
        leftOut.add(new PriorChoice.LeftOut(entry.id(), entry.archived().name(), fit.reason()));
      }
    }
  }

  private void use(Entry entry, String reason) {
    boolean known = used.stream().anyMatch(other -> other.prior().id().equals(entry.id()));
    if (!known) {
      PriorLandscape prior =
          new PriorLandscape(entry.id(), entry.archived().name(), entry.archived().landscape());
      used.add(new PriorChoice.Used(prior, reason));
    }
  }

  private void listed(int index, String wanted) throws IOException {
    try {
      Optional<Entry> found = named(wanted);
      Entry entry = found.isPresent() ? found.get() : archive.find(wanted);
      PriorFit fit = PriorFit.of(entry.archived().landscape(), sweep.study());
      if (fit.fits()) {
        use(entry, fit.reason());
      } else {
        report(index, wanted, "is of no use here: " + fit.reason() + "; remove it from the list");
      }
    } catch (UnknownLandscapeException e) {
      report(index, wanted, "is unknown: " + e.getMessage());
    } catch (DamagedLandscapeException | InvalidTableException e) {
      report(index, wanted, "cannot be used: " + e.getMessage());
    } catch (InvalidSweepException e) {
      problems.addAll(e.problems());
    }
  }

  /** A file beside the sweep, or what {@code priors.from} brought under this name or id. */
  private Optional<Entry> named(String wanted)
      throws DamagedLandscapeException, InvalidTableException, InvalidSweepException, IOException {
    Optional<Path> file = PriorSources.file(sweep.folder(), wanted);
    if (file.isPresent()) {
      return Optional.of(sources.read(file.get()));
    }
    return sources.entries().stream()
        .filter(entry -> entry.archived().name().equals(wanted) || entry.id().equals(wanted))
        .findFirst();
  }

  private void report(int index, String wanted, String message) {
    problems.add(
        new Problem(
            sweep.study().name(),
            OptionalInt.empty(),
            "priors.use[" + index + "]",
            Optional.of(wanted),
            message));
  }
}
