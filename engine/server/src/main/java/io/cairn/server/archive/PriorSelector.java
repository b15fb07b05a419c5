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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Chooses the landscapes that a sweep learns from. */
public final class PriorSelector {

  private final LandscapeArchive archive;
  private final Sweep sweep;
  private final PriorSources sources;
  private final List<Problem> problems = new ArrayList<>();
  private final List<PriorChoice.Used> used = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>(); // of those that are used
  private final List<PriorChoice.LeftOut> leftOut = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<String> ids = new HashSet<>(); // of those that are used; never walked

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
    for (Entry entry : selector.entries) {
      if (!archive.contains(entry.id())) {
        archive.put(entry.archived()); // Named by its file, and looked for again on resuming.
      }
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
      PriorFit fit = fit(entry);
      if (fit.landscape().isPresent()) {
        use(entry, fit);
      } else {
        leftOut.add(new PriorChoice.LeftOut(entry.id(), entry.archived().name(), fit.reason()));
      }
    }
  }

  private PriorFit fit(Entry entry) {
    return PriorFit.of(entry.archived().landscape(), sweep.study(), sweep.priors().map());
  }

  private void use(Entry entry, PriorFit fit) {
    if (ids.add(entry.id())) {
      entries.add(entry);
      used.add(used(entry, fit));
    }
  }

  /** A landscape that fits, as the sweep reads it. */
  static PriorChoice.Used used(Entry entry, PriorFit fit) {
    return new PriorChoice.Used(
        new PriorLandscape(entry.id(), entry.archived().name(), fit.landscape().orElseThrow()),
        fit.fullAlone(),
        fit.reason());
  }

  private void listed(int index, String wanted) throws IOException {
    try {
      Optional<Entry> found = named(wanted);
      Entry entry = found.isPresent() ? found.get() : archive.find(wanted);
      PriorFit fit = fit(entry);
      if (fit.landscape().isPresent()) {
        use(entry, fit);
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
