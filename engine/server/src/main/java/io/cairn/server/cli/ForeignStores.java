package io.cairn.server.cli;

import io.cairn.server.exchange.StoreReader;
import io.cairn.server.exchange.mlflow.MlflowReader;
import io.cairn.server.exchange.nni.NniReader;
import io.cairn.server.exchange.optuna.OptunaReader;
import io.cairn.server.exchange.ray.RayReader;
import io.cairn.server.exchange.smac.SmacReader;
import io.cairn.server.exchange.synetune.SyneTuneReader;
import io.cairn.server.exchange.wandb.WandbReader;
import io.cairn.server.studies.CairnException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The systems whose stores can be read, by their names on the command line. */
final class ForeignStores {

  /** The table of results, which is no store of a system. */
  static final String CSV = "csv";

  private static final Map<String, StoreReader> READERS = new LinkedHashMap<>();

  static {
    READERS.put("optuna", new OptunaReader());
    READERS.put("syne-tune", new SyneTuneReader());
    READERS.put("ray", new RayReader());
    READERS.put("wandb-csv", new WandbReader());
    READERS.put("mlflow", new MlflowReader());
    READERS.put("smac", new SmacReader());
    READERS.put("nni", new NniReader());
  }

  private ForeignStores() {}

  /**
   * The reader of a system; empty for tables.
   *
   * @throws CairnException if there is no such system
   */
  static Optional<StoreReader> of(String word) {
    StoreReader reader = READERS.get(word);
    if (reader == null && !word.equals(CSV)) {
      throw CairnException.invalid("--from = " + word + " is not known; use one of " + words());
    }
    return Optional.ofNullable(reader);
  }

  static String words() {
    return String.join(", ", READERS.keySet()) + " or " + CSV;
  }
}
