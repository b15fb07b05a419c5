/** Optuna's databases (2.x to 4.x, SQLite) and journal files, read; journal files, written. */
@NullMarked
package io.cairn.server.exchange.optuna;

import org.jspecify.annotations.NullMarked;
