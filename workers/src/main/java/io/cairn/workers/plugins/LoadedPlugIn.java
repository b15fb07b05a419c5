package io.cairn.workers.plugins;

import io.cairn.workers.spi.EvaluatorProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A plug-in after its loading, before it is known whose types clash.
 *
 * @param providers its kinds of worker that could be made, each guarded
 * @param troubles sentences on what could not be loaded
 */
public record LoadedPlugIn(
    String name,
    Path place,
    Optional<String> spi,
    List<EvaluatorProvider> providers,
    List<String> troubles) {
  public LoadedPlugIn {
    providers = List.copyOf(providers);
    troubles = List.copyOf(troubles);
  }
}
