package io.cairn.server.picture;

import io.cairn.core.landscape.importance.Importance;
import java.util.List;
import java.util.Objects;

/**
 * What decides the loss, as bars.
 *
 * @param analyses shown side by side: over the whole space, among the best
 */
public record ImportanceBars(String title, String caption, List<Importance> analyses)
    implements Picture {
  public ImportanceBars {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    analyses = List.copyOf(analyses);
  }
}
