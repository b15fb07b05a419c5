/**
 * Cairn inside a Java program: a study is run, or asked and told, in a few lines, without a server
 * and without the command line. What is kept is the same, so that {@code cairn show}, {@code
 * report} and {@code resume} know it too.
 *
 * <p>Entry type: {@link io.cairn.server.embedded.Cairn}. Nothing here prints, sets up logging (it
 * is SLF4J's) or ends the process.
 */
@NullMarked
package io.cairn.server.embedded;

import org.jspecify.annotations.NullMarked;
