package io.cairn.server.coordinator;

import io.cairn.proto.cluster.Claim;
import java.util.List;

/**
 * Told, on the coordinator's thread and after durability, of changes that others act on. Must not
 * block.
 */
public interface StudyListener {

  /** The study is being run and may have work; said again every few seconds. */
  default void claims(Claim claim) {}

  /** There may be work again. */
  void workAvailable();

  /** Checkpoints that nobody needs any more; of a thousand trials at most. */
  default void checkpointsDropped(List<Integer> trials) {}

  /** The study is over, and of its checkpoints those of these trials are kept; said before that. */
  default void checkpointsKept(List<Integer> trials) {}

  /** No more work; what runs should end. */
  void ending();

  /** The study is over. */
  void ended();

  /**
   * How the study stands, at most once a second.
   *
   * @param version grows with every change
   * @param terms what it is
   */
  default void stands(long version, Terms terms, StudyView view) {}

  /** The coordinator is of no use any more. */
  default void retired() {}

  /**
   * The coordinator stopped here, or begins again; whoever has the study next tells how it stands.
   */
  default void stopped() {}
}
