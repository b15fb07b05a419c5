/**
 * Worker type {@code jvm}: a class of the user's.
 *
 * <p>Entry type: {@link io.cairn.workers.jvm.JvmProvider}. A {@code main} and, on request, a
 * function run in a JVM of their own, followed as {@link io.cairn.workers.process} does. {@link
 * io.cairn.workers.jvm.FunctionHost} runs there, beside the user's classes and nothing else of
 * ours: it and {@link io.cairn.workers.jvm.Function} use the JDK alone. Neither actors nor the
 * engine may be used from here.
 */
@NullMarked
package io.cairn.workers.jvm;

import org.jspecify.annotations.NullMarked;
