/**
 * The command line, and with it the composition root: the one place that knows every other package.
 *
 * <p>Entry type: {@link io.cairn.server.cli.Main}. Commands parse, call, print; what they do is
 * elsewhere. No other package may use this one.
 */
@NullMarked
package io.cairn.server.cli;

import org.jspecify.annotations.NullMarked;
