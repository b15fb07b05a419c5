/**
 * Studies driven by an outside loop over JSON lines.
 *
 * <p>Entry type: {@link io.cairn.server.asktell.AskTell}: a line in, a line out. No worker is
 * involved; whoever asks runs the evaluation.
 */
@NullMarked
package io.cairn.server.asktell;

import org.jspecify.annotations.NullMarked;
