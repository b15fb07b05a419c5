/** Ray Tune's result folders. */
@NullMarked
package io.cairn.server.exchange.ray;

import org.jspecify.annotations.NullMarked;
