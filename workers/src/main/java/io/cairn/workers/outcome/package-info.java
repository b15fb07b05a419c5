/**
 * What evaluators hand over and throw, made harmless: they are other people's code, and what they
 * give must neither stop a node nor leave an evaluation without its end.
 *
 * <p>Entry types: {@link io.cairn.workers.outcome.ResultRules} and {@link
 * io.cairn.workers.outcome.ThrownText}. Uses the JDK and the SPI alone.
 */
@NullMarked
package io.cairn.workers.outcome;

import org.jspecify.annotations.NullMarked;
