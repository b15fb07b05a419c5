/**
 * Worker type {@code function}: standard test functions with a fidelity, for trying methods,
 * demonstrating the engine and testing its robustness without any training.
 *
 * <p>Entry type: {@link io.cairn.workers.function.FunctionProvider}. Uses the JDK and {@link
 * io.cairn.workers.spi}; neither actors nor the engine may be used from here.
 */
@NullMarked
package io.cairn.workers.function;

import org.jspecify.annotations.NullMarked;
