package io.cairn.server.cluster;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.similarity.LandscapeSimilarity;
import io.cairn.core.landscape.similarity.LossColumn;
import io.cairn.core.landscape.similarity.Similarity;
import io.cairn.core.landscape.similarity.SimilarityMatrix;
import io.cairn.core.landscape.similarity.SimilaritySettings;
import io.cairn.server.archive.DamagedLandscapeException;
import io.cairn.server.archive.LandscapeArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The landscapes that a cluster keeps, to be looked at and compared. Never blocks; what takes long
 * is kept until the archive changes.
 */
public final class ClusterArchive {

  /** More in one matrix nobody can read, and it takes the square of it in time. */
  public static final int MOST_COMPARED = 40;

  private final LandscapeArchive archive;
  private final Executor blocking;

  /** Guards what was compared last. */
  private final Object lock = new Object();

  private @Nullable Compared last;

  /**
   * Landscapes compared with each other, each at its highest measured level.
   *
   * @param entries in the order of the matrix's columns
   * @param left how many more there are, older ones, that were left out
   */
  public record Compared(List<LandscapeArchive.Entry> entries, SimilarityMatrix matrix, int left) {
    public Compared {
      entries = List.copyOf(entries);
    }

    private List<String> ids() {
      return entries.stream().map(LandscapeArchive.Entry::id).toList();
    }
  }

  /**
   * Two landscapes, each at its highest measured level.
   *
   * @param shared losses of both for each configuration that both measured, as the first and the
   *     second of a pair; empty if their spaces differ
   */
  public record Pair(
      LandscapeArchive.Entry first,
      LandscapeArchive.Entry second,
      Similarity similarity,
      List<double[]> shared) {
    public Pair {
      shared = List.copyOf(shared);
    }
  }

  /** Of an archive; whatever reads it may block on those threads. */
  public ClusterArchive(LandscapeArchive archive, Executor blocking) {
    this.archive = archive;
    this.blocking = blocking;
  }

  /** Everything there is, in a few words, newest first. */
  public CompletionStage<LandscapeArchive.Listing> list() {
    return later(
        () -> {
          try {
            return archive.list();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * The landscape with an id.
   *
   * @return empty if it is not there, or cannot be read any more
   */
  public CompletionStage<Optional<LandscapeArchive.Entry>> find(String id) {
    return later(() -> get(id));
  }

  private Optional<LandscapeArchive.Entry> get(String id) {
    try {
      return archive.get(id);
    } catch (DamagedLandscapeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest landscapes compared with each other, alike ones side by side. */
  public CompletionStage<Compared> matrix() {
    return later(this::compareAll);
  }

  private Compared compareAll() {
    List<LandscapeArchive.Entry> measured;
    try {
      measured =
          archive.contents().entries().stream()
              .filter(e -> e.archived().landscape().highestMeasured().isPresent())
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<LandscapeArchive.Entry> newest =
        measured.subList(0, Math.min(MOST_COMPARED, measured.size()));
    synchronized (lock) {
      List<String> ids = newest.stream().map(LandscapeArchive.Entry::id).toList();
      if (last == null || !last.ids().equals(ids)) {
        SimilarityMatrix matrix =
            SimilarityMatrix.of(
                newest.stream().map(ClusterArchive::column).toList(),
                SimilaritySettings.standard());
        last = new Compared(newest, matrix, measured.size() - newest.size());
      }
      return last;
    }
  }

  /**
   * Compares two landscapes.
   *
   * @return empty if one of them is not there or has no measurement
   */
  public CompletionStage<Optional<Pair>> compare(String first, String second) {
    return later(() -> measured(first).flatMap(a -> measured(second).map(b -> pair(a, b))));
  }

  private Optional<LandscapeArchive.Entry> measured(String id) {
    return get(id).filter(e -> e.archived().landscape().highestMeasured().isPresent());
  }

  private static Pair pair(LandscapeArchive.Entry first, LandscapeArchive.Entry second) {
    LossColumn a = column(first);
    LossColumn b = column(second);
    Similarity similarity = LandscapeSimilarity.between(a, b, SimilaritySettings.standard());
    List<double[]> shared = new ArrayList<>();
    if (a.landscape().space().equals(b.landscape().space())) {
      for (int i = 0; i < a.size(); i++) {
        int row = i;
        b.landscape()
            .indexOf(a.landscape().configurations().get(i))
            .ifPresent(there -> shared.add(new double[] {a.loss(row), b.loss(there)}));
      }
      shared.removeIf(both -> !Double.isFinite(both[0]) || !Double.isFinite(both[1]));
    }
    return new Pair(first, second, similarity, shared);
  }

  private static LossColumn column(LandscapeArchive.Entry entry) {
    Landscape landscape = entry.archived().landscape();
    return LossColumn.of(landscape, landscape.highestMeasured().orElseThrow());
  }

  private <T> CompletionStage<T> later(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, blocking);
  }
}
