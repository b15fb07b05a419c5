package io.cairn.workers.plugins;

import java.time.Duration;

/**
 * How long plug-ins are waited for.
 *
 * @param load to be loaded: constructors and static initialisers of its kinds of worker
 * @param create to make an evaluator
 * @param close to close one
 */
public record PlugInBounds(Duration load, Duration create, Duration close) {

  /** As the SPI promises. */
  public static final PlugInBounds DEFAULT =
      new PlugInBounds(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(10));
}
