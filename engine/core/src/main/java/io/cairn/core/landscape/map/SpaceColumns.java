package io.cairn.core.landscape.map;

import io.cairn.core.surrogate.Axis;
import java.util.ArrayList;
import java.util.List;

/**
 * Chosen configurations of a terrain as columns of numbers: for distances in the space, and for a
 * principal component analysis, which takes a category apart into one column each.
 */
final class SpaceColumns {
  /** Apart from every active coordinate by more than the cap. */
  private static final float INACTIVE = 3;

  private final int size;
  private final List<float[]> columns = new ArrayList<>();
  private final List<Float> caps = new ArrayList<>();
  private final List<float[]> features = new ArrayList<>();
  private final boolean squared;

  private SpaceColumns(int size, boolean squared) {
    this.size = size;
    this.squared = squared;
  }

  static SpaceColumns of(Terrain terrain, int[] rows) {
    if (terrain instanceof Terrain.Grid grid) {
      return grid(grid.levels(), grid.categorical(), rows);
    }
    Terrain.Sample sample = (Terrain.Sample) terrain;
    return sample(sample.axes(), sample.points(), rows);
  }

  /** Distance is the number of steps. */
  private static SpaceColumns grid(int[] levels, boolean[] categorical, int[] rows) {
    SpaceColumns result = new SpaceColumns(rows.length, false);
    int stride = 1;
    for (int a = levels.length - 1; a >= 0; a--) {
      float[] column = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i] / stride % levels[a];
      }
      stride *= levels[a];
      result.columns.add(column);
      result.caps.add(categorical[a] ? 1f : Float.MAX_VALUE);
      if (categorical[a]) {
        result.oneHot(column, levels[a]);
      } else {
        result.scaled(column, Math.max(1, levels[a] - 1));
      }
    }
    return result;
  }

  private static SpaceColumns sample(List<Axis> axes, double[][] points, int[] rows) {
    SpaceColumns result = new SpaceColumns(rows.length, true);
    for (int a = 0; a < axes.size(); a++) {
      float[] column = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        double value = points[rows[i]][a];
        if (axes.get(a) instanceof Axis.Categorical categorical) {
          int count = categorical.categories();
          column[i] =
              Double.isNaN(value) ? count : Math.max(0, Math.min((int) (value * count), count - 1));
        } else {
          column[i] = Double.isNaN(value) ? INACTIVE : (float) value;
        }
      }
      result.columns.add(column);
      result.caps.add(1f);
      if (axes.get(a) instanceof Axis.Categorical categorical) {
        result.oneHot(column, categorical.categories() + 1);
      } else {
        result.active(column);
      }
    }
    return result;
  }

  private void scaled(float[] column, float by) {
    float[] feature = new float[size];
    for (int i = 0; i < size; i++) {
      feature[i] = column[i] / by;
    }
    features.add(feature);
  }

  /** The coordinate, its middle where inactive, and a column that says whether it is. */
  private void active(float[] column) {
    float[] feature = new float[size];
    float[] inactive = new float[size];
    for (int i = 0; i < size; i++) {
      boolean off = column[i] == INACTIVE;
      feature[i] = off ? 0.5f : column[i];
      inactive[i] = off ? 1 : 0;
    }
    features.add(feature);
    features.add(inactive);
  }

  private void oneHot(float[] column, int categories) {
    float half = (float) Math.sqrt(0.5); // two categories are 1 apart
    for (int category = 0; category < categories; category++) {
      float[] feature = new float[size];
      for (int i = 0; i < size; i++) {
        feature[i] = column[i] == category ? half : 0;
      }
      features.add(feature);
    }
  }

  /** Distances in the space. */
  Distances distances() {
    float[] most = new float[caps.size()];
    for (int c = 0; c < most.length; c++) {
      most[c] = caps.get(c);
    }
    float[][] rows = new float[size][most.length];
    for (int c = 0; c < most.length; c++) {
      for (int i = 0; i < size; i++) {
        rows[i][c] = columns.get(c)[i];
      }
    }
    return Distances.capped(rows, most, squared);
  }

  /** A row of features a configuration. */
  float[][] features() {
    float[][] rows = new float[size][features.size()];
    for (int c = 0; c < features.size(); c++) {
      for (int i = 0; i < size; i++) {
        rows[i][c] = features.get(c)[i];
      }
    }
    return rows;
  }
}
