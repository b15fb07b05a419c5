/**
 * Studies that somebody looks at: what their journals say, kept current in memory, and what is sent
 * of it.
 *
 * <p>Entry type: {@link io.cairn.server.monitor.StudyMonitor}, an actor of every node that serves
 * pages. It reads journals like anybody else and never talks to a study's coordinator: whoever
 * watches cannot slow down what is watched.
 */
@NullMarked
package io.cairn.server.monitor;

import org.jspecify.annotations.NullMarked;
