/** Tables that Weights and Biases exports. */
@NullMarked
package io.cairn.server.exchange.wandb;

import org.jspecify.annotations.NullMarked;
