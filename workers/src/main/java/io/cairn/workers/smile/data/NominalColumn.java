package io.cairn.workers.smile.data;

import java.util.Arrays;
import java.util.List;

/** One of a few texts a row, kept as codes 0, 1, ... into the list of levels. */
public final class NominalColumn implements Column {

  /** The code of a missing value. */
  public static final int MISSING = -1;

  private final String name;
  private final List<String> levels;
  private final int[] codes;

  /**
   * @param levels what code 0, 1, ... stand for
   * @param codes from -1 (missing) to below the number of levels; copied
   */
  public NominalColumn(String name, List<String> levels, int[] codes) {
    this.name = name;
    this.levels = List.copyOf(levels);
    this.codes = codes.clone();
    for (int code : codes) {
      if (code < MISSING || code >= levels.size()) {
        throw new IllegalArgumentException(
            "column " + name + " has code " + code + " of " + levels.size() + " levels");
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return codes.length;
  }

  /** What the codes stand for. */
  public List<String> levels() {
    return levels;
  }

  /** The code in {@code row}, -1 if missing. */
  public int at(int row) {
    return codes[row];
  }

  @Override
  public boolean missing(int row) {
    return codes[row] == MISSING;
  }

  @Override
  public NominalColumn rows(int[] rows) {
    return new NominalColumn(name, levels, Arrays.stream(rows).map(r -> codes[r]).toArray());
  }
}
