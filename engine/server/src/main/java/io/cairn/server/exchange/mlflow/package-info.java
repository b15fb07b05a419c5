/** MLflow's file store and SQLite database. */
@NullMarked
package io.cairn.server.exchange.mlflow;

import org.jspecify.annotations.NullMarked;
