/** NNI's database and its exported results. */
@NullMarked
package io.cairn.server.exchange.nni;

import org.jspecify.annotations.NullMarked;
