/**
 * The service provider interface for kinds of worker.
 *
 * <p>Entry type: {@link io.cairn.workers.spi.EvaluatorProvider}, found by {@link
 * java.util.ServiceLoader}. The types of this package use the JDK alone, so that a custom worker
 * needs one small jar (artifact {@code cairn-worker-spi}, with {@link io.cairn.workers.settings},
 * which helps to read settings); docs/plug-ins.md is the guide. Neither actors nor protobuf nor any
 * library may appear in a signature here.
 */
@NullMarked
package io.cairn.workers.spi;

import org.jspecify.annotations.NullMarked;
