package io.cairn.server.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a cluster.
 *
 * @param studies newest first
 * @param slots null before the workers were asked
 */
public record ClusterPicture(List<StudyFacts> studies, @Nullable SlotFacts slots) {

  public ClusterPicture {
    studies = List.copyOf(studies);
  }
}
