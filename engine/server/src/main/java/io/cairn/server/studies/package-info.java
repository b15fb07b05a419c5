/**
 * A study from its sweep to its end: where it is kept, its id, the priors that it begins with, its
 * first event; the process that has it in hand; and what is left when it is over. The command line
 * and the embedded API begin studies here; what is printed is theirs.
 */
@NullMarked
package io.cairn.server.studies;

import org.jspecify.annotations.NullMarked;
