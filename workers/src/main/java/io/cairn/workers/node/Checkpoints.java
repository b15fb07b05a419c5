package io.cairn.workers.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Where trials keep their checkpoints from one evaluation to the next, which may run on another
 * node. A checkpoint that is lost costs its recomputation and nothing else. Thread-safe; a trial
 * has one evaluation at a time.
 */
public interface Checkpoints {

  /**
   * The folder in which a trial's next evaluation finds what its last one left, existing and
   * writable.
   *
   * @throws IOException if there can be none
   */
  Path take(String study, int trial) throws IOException;

  /**
   * Makes what is in the folder now what the trial's next evaluation finds.
   *
   * @return its size in bytes
   * @throws IOException if it cannot be kept
   */
  long keep(String study, int trial) throws IOException;

  /**
   * Ends what {@link #take} began, kept or not: nobody works in the folder any more, and a local
   * copy of it may go.
   */
  default void release(String study, int trial) {}

  /**
   * Removes a trial's checkpoint; nothing if there is none.
   *
   * @throws IOException if it is still there afterwards
   */
  void drop(String study, int trial) throws IOException;

  /**
   * Removes what there is of a study that is over, told of or not.
   *
   * @param keep trials whose checkpoints stay
   * @throws IOException if something else is still there afterwards
   */
  void clear(String study, Set<Integer> keep) throws IOException;

  /**
   * Where they lie: the same text for all nodes that share them, and no other's.
   *
   * @throws IOException if that cannot be found out
   */
  String place() throws IOException;
}
