package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Dataset;
import io.cairn.workers.smile.data.DatasetReader;
import io.cairn.workers.smile.data.Fold;
import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Selection;
import io.cairn.workers.smile.data.Split;
import io.cairn.workers.smile.data.TableFile;
import io.cairn.workers.smile.data.UnreadableTableException;
import io.cairn.workers.spi.InvalidSettingsException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Samples of the data sets that the repository ships. */
final class RealData {

  private RealData() {}

  /** Two classes, 30 numbers. */
  static Sample cancer() {
    return sample("breast_cancer_wdbc.csv.gz", 569);
  }

  /** Three classes, 13 numbers. */
  static Sample wine() {
    return sample("wine.csv.gz", 178);
  }

  /** Two classes, numbers and texts, missing values. */
  static Sample credit() {
    return sample("credit_status.csv.gz", 600);
  }

  /** A number from 10 numbers. */
  static Sample diabetes() {
    return sample("diabetes442_regression.csv.gz", 442);
  }

  private static Sample sample(String file, int rows) {
    try {
      List<Problem> problems = new ArrayList<>();
      Dataset dataset =
          DatasetReader.read(
                  TableFile.read(Path.of("../config/data", file)),
                  new Selection("target", Optional.empty(), List.of(), OptionalInt.of(rows), 1),
                  problems)
              .orElseThrow(() -> new IllegalStateException(problems.toString()));
      Fold fold = Split.holdOut(dataset.target(), 0.25, 1).get(0);
      return Sample.of(dataset, fold, fold.size());
    } catch (UnreadableTableException e) {
      throw new IllegalStateException(file, e);
    }
  }
}
