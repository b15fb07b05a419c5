package io.cairn.workers.smile.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a table is trained on.
 *
 * @param target name of the column to predict
 * @param task what to predict; absent: classes if the target is text or has few whole numbers
 * @param exclude names of columns to leave out
 * @param rows how many rows to keep, drawn at random; absent: all
 * @param seed of the draw
 */
public record Selection(
    String target, Optional<Task> task, List<String> exclude, OptionalInt rows, long seed) {

  public Selection {
    exclude = List.copyOf(exclude);
  }
}
