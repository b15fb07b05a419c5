/** Syne Tune's results.csv.zip with metadata.json. */
@NullMarked
package io.cairn.server.exchange.synetune;

import org.jspecify.annotations.NullMarked;
