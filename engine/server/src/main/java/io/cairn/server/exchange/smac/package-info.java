/** SMAC's runhistory.json of versions 1 and 2. */
@NullMarked
package io.cairn.server.exchange.smac;

import org.jspecify.annotations.NullMarked;
